//! How a program ends, seen from outside: by what it printed, and by when all its
//! processes are gone.

use std::env;
use std::io::{Read, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use measure::Answer;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use record::Settings;

use super::HELPER;
use super::doomed::ANSWERED;
use crate::sieve::known;

/// A program to watch.
pub(super) struct Watch {
    settings: Settings,
    right: u64,
    /// When it has to be gone, with all its processes.
    limit: Duration,
}

impl Watch {
    /// The program of a row.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let (patience, gone) =
            (settings.duration("patience")?, settings.duration("gone")?);
        ensure!(patience < gone, "`--patience` has to be less than `--gone`");
        let limit = settings.count("limit")?;
        let right = known(limit);
        let right =
            right.with_context(|| format!("`--limit {limit}`: no answer known"))?;
        Ok(Self { settings: settings.clone(), right, limit: gone })
    }

    /// Runs it and looks on.
    pub(super) fn run(&self) -> Result<Answer> {
        let begun = Instant::now();
        let mut child = Command::new(env::current_exe()?)
            .args(["helper", HELPER])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()?;
        let result = self.look_on(&mut child, begun);
        // Whatever is left goes with its group.
        let _ = killpg(Pid::from_raw(child.id().cast_signed()), Signal::SIGKILL);
        let _ = child.wait();
        result
    }

    fn look_on(&self, child: &mut Child, begun: Instant) -> Result<Answer> {
        let stdin = child.stdin.take().context("its input is a pipe")?;
        serde_json::to_writer(&stdin, &self.settings)?;
        (&stdin).flush()?;
        drop(stdin);
        let said = all_of(child.stdout.take().context("its output is a pipe")?);
        // Each of its processes has this open until it is gone.
        let gone = all_of(child.stderr.take().context("its errors are a pipe")?);
        let left = || self.limit.saturating_sub(begun.elapsed());
        let in_time = gone.recv_timeout(left());
        let ended = begun.elapsed();
        let said = if in_time.is_ok() { said.recv()? } else { String::new() };
        let value = said.trim().strip_prefix(ANSWERED).map(str::parse).transpose()?;
        let percent = |is: bool| if is { 100 } else { 0 };
        let words = in_time.as_ref().is_ok_and(|words| !words.trim().is_empty());
        Ok(Answer::default()
            .with("answered_percent", percent(value == Some(self.right)))
            .with(
                "wrong_percent",
                percent(value.is_some_and(|value| value != self.right)),
            )
            .with("said_why_percent", percent(value.is_none() && words))
            .with("left_percent", percent(in_time.is_err()))
            .with("ended_ns", ended.as_nanos() as u64))
    }
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
