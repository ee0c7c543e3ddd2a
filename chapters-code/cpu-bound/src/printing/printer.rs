//! The process that prints, and the pipe in which its lines arrive.

use std::cell::RefCell;
use std::env;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStderr, Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use measure::{Answer, environment, worker};
use record::Settings;

use super::lines::{LENGTH, Lines, MOST, torn};

/// The helper process that prints.
pub const WORKER: &str = "printer";

/// Where the lines go.
#[derive(Clone, Copy)]
pub(super) enum To {
    /// To this process, which reads them as they come.
    Pipe,
    /// To nobody: `/dev/null`.
    Nothing,
}

/// A process that is about to print.
pub(super) struct Printer {
    process: RefCell<Child>,
    said: RefCell<BufReader<ChildStderr>>,
    arrived: RefCell<Vec<u8>>,
}

impl Printer {
    /// Starts a process that prints in this way, as soon as it is told to.
    pub(super) fn prepare(settings: &Settings, way: &str, to: To) -> Result<Self> {
        let lines = lines(settings)?;
        let mut process = Command::new(env::current_exe()?)
            .args(["helper", WORKER, way, &lines.to_string()])
            .stdin(Stdio::piped())
            .stdout(match to {
                To::Pipe => Stdio::piped(),
                To::Nothing => Stdio::null(),
            })
            .stderr(Stdio::piped())
            .spawn()?;
        let said = process.stderr.take().context("what it says is a pipe")?;
        let mut said = BufReader::new(said);
        said.read_line(&mut String::new())?; // it is ready
        // Filled, so that the kernel need not find memory while it is read into.
        let mut arrived = vec![b'.'; (lines * LENGTH) as usize + 1];
        arrived.clear();
        let (process, said) = (RefCell::new(process), RefCell::new(said));
        Ok(Self { process, said, arrived: RefCell::new(arrived) })
    }

    /// Lets it print, and returns how many bytes arrived.
    pub(super) fn run(&self) -> Result<Answer> {
        let mut process = self.process.borrow_mut();
        drop(process.stdin.take()); // it waits for that
        let pipe = process.stdout.take();
        let is_read = pipe.is_some();
        let mut arrived = self.arrived.borrow_mut();
        if let Some(mut pipe) = pipe {
            pipe.read_to_end(&mut arrived)?;
        }
        let mut said = String::new();
        self.said.borrow_mut().read_to_string(&mut said)?;
        let status = process.wait()?;
        ensure!(status.success(), "it ended with {status}: {}", said.trim());
        Self::answer(&said, is_read.then_some(&*arrived))
    }

    /// What is known from what it said of itself, and from what arrived.
    fn answer(said: &str, arrived: Option<&[u8]>) -> Result<Answer> {
        let wrote: Vec<u64> =
            said.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        let answer = match (arrived, &wrote[..]) {
            (Some(bytes), _) => {
                Answer::from(bytes.len() as u64).with("torn", torn(bytes))
            }
            (None, &[_, bytes]) => Answer::from(bytes),
            _ => bail!("this system does not count what a process writes"),
        };
        Ok(match wrote[..] {
            [calls, _] => answer.with("writes", calls),
            _ => answer,
        })
    }
}

/// How many lines to print.
pub(super) fn lines(settings: &Settings) -> Result<u64> {
    let lines = settings.count("lines")?;
    ensure!(lines <= MOST, "`--lines {lines}` are too many: {MOST} at most");
    Ok(lines)
}

/// The process's side: waits for the end of its input, prints, and says on its standard
/// error what that took.
pub(super) fn serve(
    lines: u64,
    print: impl FnOnce(&Lines) -> io::Result<()>,
) -> Result<()> {
    let lines = Lines::new(lines, environment::cores_usable());
    eprintln!("ready");
    io::stdin().read_to_end(&mut Vec::new())?;
    let before = Wrote::so_far();
    print(&lines)?;
    io::stdout().flush()?;
    if let (Some(before), Some(now)) = (before, Wrote::so_far()) {
        eprintln!("{} {}", now.calls - before.calls, now.bytes - before.bytes);
    }
    Ok(worker::report()?)
}

/// What this process has written so far, as the kernel counts it: proc_pid_io(5).
struct Wrote {
    calls: u64,
    bytes: u64,
}

impl Wrote {
    fn so_far() -> Option<Self> {
        let counts = fs::read_to_string("/proc/self/io").ok()?;
        let count = |name| {
            let mut counts = counts.lines().filter_map(|line| line.split_once(": "));
            counts.find(|(key, _)| *key == name)?.1.parse().ok()
        };
        Some(Self { calls: count("syscw")?, bytes: count("wchar")? })
    }
}
