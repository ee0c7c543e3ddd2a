//! Every task a future, all on the calling thread.

// ANCHOR: listing
use anyhow::Result;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts up to every limit, as concurrent tasks on one thread.
pub(super) fn count_all(workload: &Workload) -> Result<u64> {
    let runtime = Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for limit in workload.limits.iter().copied() {
            tasks.spawn(async move { primes_up_to(limit) });
        }
        Ok(tasks.join_all().await.into_iter().sum())
    })
}
// ANCHOR_END: listing
