//! A fixed number of worker processes, each with its share of the URLs.

// ANCHOR: listing
use std::io;

use anyhow::Result;
use measure::worker;

use super::sequential;
use crate::workload::Workload;

/// Fetches every URL; each of the `workers` processes fetches its share in a loop.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    share_out(workload, WORKER)
}

/// Gives each worker its share, and adds up what they answer.
pub(super) fn share_out(workload: &Workload, helper: &str) -> Result<u64> {
    let share = workload.urls.len().div_ceil(workload.workers);
    // All are started before the first is waited for.
    let workers: Vec<_> = workload
        .urls
        .chunks(share)
        .map(|urls| worker::start_with_lines(helper, urls))
        .collect::<Result<_>>()?;
    workers.into_iter().map(worker::number).sum()
}
// ANCHOR_END: listing

/// The helper process that is a worker.
pub const WORKER: &str = "fetch-worker";

/// The workload that a worker reads from its standard input.
pub(super) fn share() -> Result<Workload> {
    let urls = io::stdin().lines().collect::<io::Result<_>>()?;
    Ok(Workload { urls, workers: 1 })
}

// ANCHOR: worker
/// The worker's side: URLs in, one number out.
pub fn worker(_arguments: &[String]) -> Result<()> {
    println!("{}", sequential::fetch_all(&share()?)?);
    Ok(worker::report()?)
}
// ANCHOR_END: worker
