//! What a workload talks to, in a process of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context as _, Result, bail};
use record::Settings;

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
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start `{}`", arguments.join(" ")))?;
        let (Some(lifeline), Some(stdout)) = (child.stdin.take(), child.stdout.take())
        else {
            bail!("`{}` has no pipes", arguments.join(" "));
        };
        let mut ready = String::new();
        BufReader::new(stdout).read_line(&mut ready)?;
        if ready.is_empty() {
            let mut said = String::new();
            if let Some(mut stderr) = child.stderr.take() {
                stderr.read_to_string(&mut said)?;
            }
            bail!(
                "`{}` did not start ({}): {}",
                arguments.join(" "),
                child.wait()?,
                said.trim()
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
