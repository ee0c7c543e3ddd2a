//! A thread for each limit.

// ANCHOR: listing
use std::thread;

use anyhow::Result;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for each limit on a thread of its own.
pub fn count_all(workload: &Workload) -> Result<u64> {
    thread::scope(|scope| {
        // All are started before the first is waited for.
        let threads: Vec<_> = workload
            .limits
            .iter()
            .map(|&limit| scope.spawn(move || primes_up_to(limit)))
            .collect();
        let counts =
            threads.into_iter().map(|thread| thread.join().expect("it did not panic"));
        Ok(counts.sum())
    })
}
// ANCHOR_END: listing
