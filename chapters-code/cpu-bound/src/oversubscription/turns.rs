//! Every thread takes the next task when it is done with one.

// ANCHOR: listing
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts up to every limit; a free thread takes the next one.
pub(super) fn count_all(workload: &Workload) -> u64 {
    let taken = AtomicUsize::new(0);
    let take = || workload.limits.get(taken.fetch_add(1, Relaxed));
    let count = || {
        let mut found = 0;
        while let Some(limit) = take() {
            found += primes_up_to(*limit);
        }
        found
    };
    thread::scope(|scope| {
        let threads: Vec<_> =
            (0..workload.workers).map(|_| scope.spawn(count)).collect();
        threads.into_iter().map(|thread| thread.join().expect("it did not panic")).sum()
    })
}
// ANCHOR_END: listing
