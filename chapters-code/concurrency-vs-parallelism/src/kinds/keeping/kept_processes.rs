//! Processes of this same program.

// ANCHOR: listing
use std::env;
use std::io::{self, Read as _};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// Keeps this many processes waiting, looks, lets them go, and counts them.
pub(super) fn keep(processes: u64, look: impl FnOnce(&[u32])) -> Result<u64> {
    let mut units: Vec<_> = (0..processes).map(|_| start()).collect::<Result<_>>()?;
    for unit in &mut units {
        let stdout = unit.stdout.as_mut().context("its output is a pipe")?;
        stdout.read_exact(&mut [0]).context("a process ended early")?;
    }
    look(&units.iter().map(Child::id).collect::<Vec<_>>());
    units.into_iter().map(finish).sum()
}

/// Starts this same program as one that says that it is there, and waits.
fn start() -> Result<Child> {
    Ok(Command::new(env::current_exe()?)
        .args(["helper", UNIT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?)
}

/// Closes its standard input, for whose end it waits.
fn finish(unit: Child) -> Result<u64> {
    let status = unit.wait_with_output()?.status;
    ensure!(status.success(), "a process ended with {status}");
    Ok(1)
}

/// The other side.
pub fn unit(_arguments: &[String]) -> Result<()> {
    println!("there");
    io::stdin().read_to_end(&mut Vec::new())?; // waits here
    Ok(measure::worker::report()?)
}
// ANCHOR_END: listing

/// The helper process that is one of them.
pub const UNIT: &str = "kept-process";

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_ended_badly_is_an_error() {
        let shell = |script| {
            let mut command = Command::new("sh");
            let command = command.args(["-c", script]).stdin(Stdio::piped());
            command.stdout(Stdio::piped()).spawn().expect("a shell")
        };
        assert_eq!(finish(shell("cat")).expect("it ended"), 1);
        assert!(finish(shell("cat; exit 3")).is_err());
    }
}
