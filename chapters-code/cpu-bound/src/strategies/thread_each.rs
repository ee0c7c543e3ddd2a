//! A thread for each limit.

// ANCHOR: listing
use std::thread;

use measure::join;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for each limit on a thread of its own.
pub fn count_all(workload: &Workload) -> u64 {
    thread::scope(|scope| {
        // All are started before the first is waited for.
        let threads: Vec<_> = workload
            .limits
            .iter()
            .map(|&limit| scope.spawn(move || primes_up_to(limit)))
            .collect();
        threads.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing
