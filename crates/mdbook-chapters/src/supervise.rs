//! One directive's command, with a deadline, its exit status and its standard
//! error: a process of this same program, between mdbook-cmdrun's shell and
//! the command.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use serde::{Deserialize, Serialize};

/// How this program is told to be a supervisor.
pub(crate) const COMMAND: &str = "supervise";

/// What came of a command.
#[derive(Serialize, Deserialize)]
pub(crate) struct Report {
    /// Why it counts as failed; `None` if it did not.
    pub(crate) failure: Option<String>,
    /// What it said on standard error.
    pub(crate) stderr: String,
}

/// Runs `command` in a shell for at most so many seconds, passes on what it
/// prints, and writes a [`Report`] to the file `report`.
pub(crate) fn run(command: &str, report: &str, seconds: &str) -> Result<()> {
    let deadline = Duration::from_secs(seconds.parse()?);
    let mut child = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .context("cannot start `sh`")?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let read = |pipe: Option<Box<dyn io::Read + Send>>| {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.map_or(Ok(0), |mut pipe| pipe.read_to_end(&mut bytes)).map(|_| bytes)
        })
    };
    let stdout = read(stdout.map(|pipe| Box::new(pipe) as _));
    let stderr = read(stderr.map(|pipe| Box::new(pipe) as _));
    let group = Pid::from_raw(child.id().cast_signed());
    let began = Instant::now();
    let mut pause = Duration::from_micros(200);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if began.elapsed() >= deadline {
            let _ = killpg(group, Signal::SIGKILL);
            child.wait()?;
            break None;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    // Whatever it left behind holds the pipes open.
    let _ = killpg(group, Signal::SIGKILL);
    let failure = match status {
        Some(status) if status.success() => None,
        Some(status) => Some(format!("failed with {status}")),
        None => Some(format!("was still running after {deadline:?}")),
    };
    let collect = |reader: thread::JoinHandle<io::Result<Vec<u8>>>| {
        reader.join().unwrap_or_else(|_| Ok(Vec::new()))
    };
    let stderr = String::from_utf8_lossy(&collect(stderr)?).into_owned();
    fs::write(report, serde_json::to_vec(&Report { failure, stderr })?)?;
    Ok(io::stdout().write_all(&collect(stdout)?)?)
}
