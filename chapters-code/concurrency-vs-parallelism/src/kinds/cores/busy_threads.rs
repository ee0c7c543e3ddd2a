//! Threads of the operating system.

// ANCHOR: listing
use std::thread;

use measure::join;

use super::Workload;
use crate::primes::primes_below;

/// Counts the primes below every limit; a thread each.
pub(super) fn count_all(work: &Workload) -> u64 {
    thread::scope(|scope| {
        let threads: Vec<_> = work
            .limits
            .iter()
            .map(|&limit| scope.spawn(move || primes_below(limit)))
            .collect();
        threads.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing
