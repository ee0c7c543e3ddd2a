//! A thread for each core, each with its share.

// ANCHOR: listing
use std::thread;

use anyhow::Result;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Adds up how many primes there are up to each limit; each of the `workers`
/// threads has its share of the limits.
pub fn count_all(workload: &Workload) -> Result<u64> {
    let share = workload.limits.len().div_ceil(workload.workers);
    thread::scope(|scope| {
        let workers: Vec<_> = workload
            .limits
            .chunks(share)
            .map(|limits| {
                scope.spawn(|| {
                    limits.iter().map(|&limit| primes_up_to(limit)).sum::<u64>()
                })
            })
            .collect();
        Ok(workers
            .into_iter()
            .map(|worker| worker.join().expect("it did not panic"))
            .sum())
    })
}
// ANCHOR_END: listing
