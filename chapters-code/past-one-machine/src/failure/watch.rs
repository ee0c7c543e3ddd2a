//! How a program ends, seen from outside: by what it printed, and by when all its
//! processes are gone.

use std::env;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use measure::Answer;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use record::Settings;

use super::HELPER;
use super::protocol::{ANSWERED, READY};
use crate::sieve::known;

/// A program to watch.
pub(super) struct Watch {
    program: Mutex<Option<Watched>>,
    right: u64,
    /// When it has to be gone, with all its processes.
    limit: Duration,
}

impl Watch {
    /// The program of a row, ready to begin.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let (patience, gone) =
            (settings.duration("patience")?, settings.duration("gone")?);
        ensure!(patience < gone, "`--patience` has to be less than `--gone`");
        let limit = settings.count("limit")?;
        let right = known(limit);
        let right =
            right.with_context(|| format!("`--limit {limit}`: no answer known"))?;
        let program = Mutex::new(Some(Watched::start(settings)?));
        Ok(Self { program, right, limit: gone })
    }

    /// Lets it begin, and looks on.
    pub(super) fn run(&self) -> Result<Answer> {
        let program = self.program.lock().expect("no panic").take();
        let seen = program.context("it has run")?.look_on(self.limit)?;
        let value =
            seen.said.trim().strip_prefix(ANSWERED).map(str::parse).transpose()?;
        let percent = |is: bool| if is { 100 } else { 0 };
        Ok(Answer::default()
            .with("answered_percent", percent(value == Some(self.right)))
            .with(
                "wrong_percent",
                percent(value.is_some_and(|value| value != self.right)),
            )
            .with("said_why_percent", percent(value.is_none() && seen.why))
            .with("left_percent", percent(seen.left))
            .with("ended_ns", seen.ended.as_nanos() as u64))
    }
}

/// A program with all its processes, which go with this.
struct Watched {
    child: Child,
    begin: ChildStdin,
    /// All that it prints, when it has come to its end.
    said: Receiver<String>,
    /// All that it says of errors. Each of its processes has this open until it is gone.
    errors: Receiver<String>,
}

/// How it ended.
struct Seen {
    said: String,
    why: bool,
    left: bool,
    ended: Duration,
}

impl Watched {
    fn start(settings: &Settings) -> Result<Self> {
        let mut child = program(settings)?
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()?;
        let mut begin = child.stdin.take().context("its input is a pipe")?;
        let said = child.stdout.take().context("its output is a pipe")?;
        let errors = child.stderr.take().context("its errors are a pipe")?;
        writeln!(begin, "{}", serde_json::to_string(settings)?)?;
        let mut said = BufReader::new(said);
        let mut ready = String::new();
        said.read_line(&mut ready)?;
        let (said, errors) = (all_of(said), all_of(errors));
        let watched = Self { child, begin, said, errors };
        ensure!(ready.trim() == READY, "it cannot begin: {}", watched.errors.recv()?);
        Ok(watched)
    }

    fn look_on(mut self, limit: Duration) -> Result<Seen> {
        let begun = Instant::now();
        writeln!(self.begin)?;
        let errors = self.errors.recv_timeout(limit);
        let ended = begun.elapsed();
        let said = if errors.is_ok() { self.said.recv()? } else { String::new() };
        let why = errors.as_ref().is_ok_and(|words| !words.trim().is_empty());
        Ok(Seen { said, why, left: errors.is_err(), ended })
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // Whatever is left goes with its group.
        let group = Pid::from_raw(self.child.id().cast_signed());
        let _ = killpg(group, Signal::SIGKILL);
        let _ = self.child.wait();
    }
}

/// This same program, as a helper: where it needs a place of its own, in namespaces.
fn program(settings: &Settings) -> Result<Command> {
    let own = env::current_exe()?;
    if !super::wants_a_place(settings) {
        let mut command = Command::new(own);
        command.args(["helper", HELPER]);
        return Ok(command);
    }
    #[cfg(target_os = "linux")]
    {
        let mut command = crate::namespaces::in_new_ones(own);
        command.args(["helper", super::place::HELPER]);
        Ok(command)
    }
    #[cfg(not(target_os = "linux"))]
    anyhow::bail!("only Linux has namespaces")
}

/// All that comes, when nobody has the other end any more.
fn all_of(mut pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut all = Vec::new();
        let _ = pipe.read_to_end(&mut all);
        let _ = tell.send(String::from_utf8_lossy(&all).into_owned());
    });
    told
}
