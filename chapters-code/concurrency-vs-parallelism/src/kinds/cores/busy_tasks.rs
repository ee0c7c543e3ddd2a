//! Async tasks, on one thread.

// ANCHOR: listing
use anyhow::Result;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use super::Workload;
use crate::primes::primes_below;

/// Counts the primes below every limit; a task each.
pub(super) fn count_all(work: &Workload) -> Result<u64> {
    let runtime = Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for limit in work.limits.iter().copied() {
            tasks.spawn(async move { primes_below(limit) });
        }
        Ok(tasks.join_all().await.into_iter().sum())
    })
}
// ANCHOR_END: listing
