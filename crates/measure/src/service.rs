//! What a workload talks to, in a process of its own.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use record::Settings;

/// How long a helper may take to get ready.
const PATIENCE: Duration = Duration::from_secs(10);

/// Something that runs beside the samples for the length of an experiment.
pub trait Service {
    /// Settings that tell a sample where to find it.
    fn settings(&self) -> Settings;

    /// Starts it again if it has ended, and then says how it ended.
    fn revive(&mut self) -> Result<Option<String>>;
}

/// A helper process of this same program: it prints one line when it is ready,
/// and ends when its standard input closes, so that it never outlives us.
pub struct Helper {
    arguments: Vec<String>,
    child: Child,
    _lifeline: ChildStdin,
    /// The line that it printed.
    pub ready: String,
}

impl Helper {
    /// Starts `<this program> <arguments>` and waits until it is ready.
    pub fn start(arguments: Vec<String>) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(&arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What it has to say of its own trouble is for the person, at once.
            .stderr(Stdio::inherit())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start `{}`", arguments.join(" ")))?;
        let (Some(lifeline), Some(stdout)) = (child.stdin.take(), child.stdout.take())
        else {
            bail!("`{}` has no pipes", arguments.join(" "));
        };
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = BufReader::new(stdout).read_line(&mut line);
            let _ = tell.send(read.map(|_| line));
        });
        let ready = match told.recv_timeout(PATIENCE) {
            Ok(line) => line?,
            Err(_) => String::new(),
        };
        if ready.is_empty() {
            let _ = child.kill();
            let status = child.wait()?;
            bail!(
                "`{}` did not get ready within {PATIENCE:?} ({status})",
                arguments.join(" ")
            );
        }
        Ok(Self {
            arguments,
            child,
            _lifeline: lifeline,
            ready: ready.trim().to_owned(),
        })
    }

    /// Starts it again if it has ended, and then says how it ended.
    pub fn revive(&mut self) -> Result<Option<String>> {
        let Some(status) = self.child.try_wait()? else {
            return Ok(None);
        };
        *self = Self::start(self.arguments.clone())?;
        Ok(Some(status.to_string()))
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
