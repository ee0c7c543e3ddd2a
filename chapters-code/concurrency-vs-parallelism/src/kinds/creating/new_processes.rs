//! Processes of this same program.

// ANCHOR: listing
use std::env;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// Starts so many processes, and adds up what they print.
pub(super) fn create(processes: u64) -> Result<u64> {
    let processes: Vec<_> = (0..processes).map(start).collect::<Result<_>>()?;
    processes.into_iter().map(finish).sum()
}

/// Starts this same program, which is to print its number.
fn start(number: u64) -> Result<Child> {
    Ok(Command::new(env::current_exe()?)
        .args(["helper", UNIT, &number.to_string()])
        .stdout(Stdio::piped())
        .spawn()?)
}

/// Waits for a process, and reads the number that it printed.
fn finish(process: Child) -> Result<u64> {
    let output = process.wait_with_output()?;
    ensure!(output.status.success(), "a process ended with {}", output.status);
    String::from_utf8(output.stdout)?.trim().parse().context("it printed no number")
}
// ANCHOR_END: listing

/// The helper process that is one of them.
pub const UNIT: &str = "new-process";

/// Its side: it prints its number. It leaves no report of its memory, which
/// nobody asks for here and which would take as long as all the rest.
pub fn unit(arguments: &[String]) -> Result<()> {
    println!("{}", arguments.first().context("a process wants its number")?);
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Child {
        let mut command = Command::new("sh");
        let command = command.args(["-c", script]).stdout(Stdio::piped());
        command.spawn().expect("a shell")
    }

    #[test]
    fn a_process_that_ends_badly_or_says_nothing_is_an_error() {
        assert_eq!(finish(shell("echo 7")).expect("it printed"), 7);
        let said = finish(shell("echo 7; exit 3")).expect_err("it failed").to_string();
        assert!(said.contains('3'), "{said}");
        assert!(finish(shell("kill -KILL $$")).is_err());
        assert!(finish(shell("true")).is_err());
    }
}
