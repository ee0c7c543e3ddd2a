//! A fixed number of threads that take the next limit, by counting.

// ANCHOR: listing
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use measure::join;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for all limits; a free worker takes the next one.
pub fn count_all(workload: &Workload) -> u64 {
    let next = AtomicUsize::new(0);
    // Only the number is shared out here. What it leads to was there before.
    let take = || workload.limits.get(next.fetch_add(1, Relaxed));
    let work = || {
        let mut primes = 0;
        while let Some(&limit) = take() {
            primes += primes_up_to(limit);
        }
        primes
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..workload.workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing
