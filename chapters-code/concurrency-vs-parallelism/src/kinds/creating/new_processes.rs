//! Processes of this same program.

use anyhow::{Context as _, Result};

// ANCHOR: listing
use measure::worker;

/// Starts this many processes, each of which prints its number, and adds these up.
pub(super) fn create(processes: u64) -> Result<u64> {
    let start = |number: u64| worker::start(UNIT, &number.to_string());
    // All are started before the first is waited for.
    let processes: Vec<_> = (0..processes).map(start).collect::<Result<_>>()?;
    processes.into_iter().map(worker::number).sum()
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
