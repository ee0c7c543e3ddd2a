//! A process for each core, and async within each.

use anyhow::Result;

use super::{async_one_thread, processes};
use crate::workload::Workload;

// ANCHOR: listing
/// Fetches every URL; each worker process fetches its share at once.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    processes::share_out(workload, WORKER)
}

/// The worker's side: the async strategy, on the URLs that it is given.
pub fn worker(_arguments: &[String]) -> Result<()> {
    println!("{}", async_one_thread::fetch_all(&processes::share()?)?);
    Ok(measure::worker::report()?)
}
// ANCHOR_END: listing

/// The helper process that is a worker.
pub const WORKER: &str = "fetch-worker-async";
