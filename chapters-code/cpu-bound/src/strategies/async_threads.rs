//! Every limit a task, on as many threads as there are cores.

// ANCHOR: listing
use anyhow::Result;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for every limit in a task of its own, on `workers` threads.
pub fn count_all(workload: &Workload) -> Result<u64> {
    let runtime =
        Builder::new_multi_thread().worker_threads(workload.workers).build()?;
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for &limit in &workload.limits {
            tasks.spawn(async move { primes_up_to(limit) });
        }
        Ok(tasks.join_all().await.into_iter().sum())
    })
}
// ANCHOR_END: listing
