//! A directive's command under a deadline, with its exit status and standard
//! error: a process of this same program, between mdbook-cmdrun's shell and the
//! command, because cmdrun knows no deadline and drops both.

use std::fs;
use std::io::{self, Read, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context as _, Result};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use serde::{Deserialize, Serialize};

/// The name of the subcommand that runs this program as a supervisor.
pub(crate) const COMMAND: &str = "supervise";

/// The outcome of a command.
#[derive(Serialize, Deserialize)]
pub(crate) struct Report {
    /// Why the command failed; `None` if it did not.
    pub(crate) failure: Option<String>,
    /// Its standard error.
    pub(crate) stderr: String,
}

/// Runs `command` in a shell until `deadline`, passes on its standard output, and
/// writes a [`Report`] to the file `report`.
pub(crate) fn run(command: &str, report: &Path, deadline: Duration) -> Result<()> {
    let mut child = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .context("cannot start `sh`")?;
    let group = Pid::from_raw(child.id().cast_signed());
    let stdout = read(child.stdout.take());
    let stderr = read(child.stderr.take());
    // A thread waits for the shell, so that its end is noticed at once.
    let (ended, end) = mpsc::channel();
    thread::spawn(move || ended.send(child.wait()));
    let failure = match end.recv_timeout(deadline) {
        Ok(status) => {
            let status = status.context("cannot wait for `sh`")?;
            (!status.success()).then(|| format!("failed with {status}"))
        }
        Err(_) => Some(format!("was still running after {deadline:?}")),
    };
    // Whatever it left behind holds the pipes open.
    let _ = killpg(group, Signal::SIGKILL);
    let collect =
        |reader: JoinHandle<_>| reader.join().unwrap_or_else(|_| Ok(Vec::new()));
    let stderr = String::from_utf8_lossy(&collect(stderr)?).into_owned();
    fs::write(report, serde_json::to_vec(&Report { failure, stderr })?)?;
    Ok(io::stdout().write_all(&collect(stdout)?)?)
}

fn read(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<io::Result<Vec<u8>>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            pipe.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    })
}
