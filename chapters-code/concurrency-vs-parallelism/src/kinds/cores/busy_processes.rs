//! Processes of this same program.

// ANCHOR: listing
use std::env;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use super::Workload;
use crate::primes::primes_below;

/// Counts the primes below every limit; a process each.
pub(super) fn count_all(work: &Workload) -> Result<u64> {
    let processes: Vec<_> =
        work.limits.iter().copied().map(start).collect::<Result<_>>()?;
    processes.into_iter().map(finish).sum()
}

/// Starts this same program, with its limit.
fn start(limit: u64) -> Result<Child> {
    Ok(Command::new(env::current_exe()?)
        .args(["helper", WORKER, &limit.to_string()])
        .stdout(Stdio::piped())
        .spawn()?)
}

/// Waits for a process, and reads the number that it printed.
fn finish(process: Child) -> Result<u64> {
    let output = process.wait_with_output()?;
    ensure!(output.status.success(), "a process ended with {}", output.status);
    String::from_utf8(output.stdout)?.trim().parse().context("it printed no number")
}

/// The other side.
pub fn worker(arguments: &[String]) -> Result<()> {
    let limit = arguments.first().context("the worker wants a limit")?.parse()?;
    println!("{}", primes_below(limit));
    Ok(measure::worker::report()?)
}
// ANCHOR_END: listing

/// The helper process that is one of them.
pub const WORKER: &str = "busy-worker";

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_ends_badly_is_an_error() {
        let shell = |script| {
            let mut command = Command::new("sh");
            let command = command.args(["-c", script]).stdout(Stdio::piped());
            command.spawn().expect("a shell")
        };
        assert_eq!(finish(shell("echo 25")).expect("it printed"), 25);
        assert!(finish(shell("echo 25; kill -SEGV $$")).is_err());
        assert!(finish(shell("echo much")).is_err());
    }
}
