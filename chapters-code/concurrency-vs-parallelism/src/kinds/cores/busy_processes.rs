//! Processes of this same program.

// ANCHOR: listing
use anyhow::{Context as _, Result};
use measure::worker;

use super::Workload;
use crate::primes::primes_below;

/// Counts the primes below every limit; a process each.
pub(super) fn count_all(work: &Workload) -> Result<u64> {
    let start = |limit: &u64| worker::start(WORKER, &limit.to_string());
    // All are started before the first is waited for.
    let processes: Vec<_> = work.limits.iter().map(start).collect::<Result<_>>()?;
    processes.into_iter().map(worker::number).sum()
}

/// The other side.
pub fn worker(arguments: &[String]) -> Result<()> {
    let limit = arguments.first().context("the worker wants a limit")?.parse()?;
    println!("{}", primes_below(limit));
    Ok(worker::report()?)
}
// ANCHOR_END: listing

/// The helper process that is one of them.
pub const WORKER: &str = "busy-worker";
