//! Computing handed off from async to tokio's threads for calls that block.

// ANCHOR: listing
use anyhow::Result;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for every limit on a thread of tokio's blocking pool.
pub fn count_all(workload: &Workload) -> Result<u64> {
    let runtime = Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let mut calls = JoinSet::new();
        for &limit in &workload.limits {
            calls.spawn_blocking(move || primes_up_to(limit));
        }
        Ok(calls.join_all().await.into_iter().sum())
    })
}
// ANCHOR_END: listing
