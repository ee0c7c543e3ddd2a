//! A process for each core, each with its share.

// ANCHOR: listing
use std::io;

use anyhow::Result;
use measure::worker;

use crate::strategies::sequential;
use crate::workload::Workload;

/// Adds up how many primes there are up to each limit; each of the `workers`
/// processes has its share of the limits.
pub fn count_all(workload: &Workload) -> Result<u64> {
    let share = workload.limits.len().div_ceil(workload.workers);
    let start = |limits: &[usize]| {
        let lines: Vec<_> = limits.iter().map(usize::to_string).collect();
        worker::start_with_lines(WORKER, &lines)
    };
    // All are started before the first is waited for.
    let workers: Vec<_> =
        workload.limits.chunks(share).map(start).collect::<Result<_>>()?;
    workers.into_iter().map(worker::number).sum()
}
// ANCHOR_END: listing

/// The helper process that is a worker.
pub const WORKER: &str = "pays-worker";

/// The worker's side: limits in, one number out.
pub fn worker(_arguments: &[String]) -> Result<()> {
    let limits =
        io::stdin().lines().map(|line| Ok(line?.parse()?)).collect::<Result<_>>()?;
    println!("{}", sequential::count_all(&Workload { limits, workers: 1 }));
    Ok(worker::report()?)
}
