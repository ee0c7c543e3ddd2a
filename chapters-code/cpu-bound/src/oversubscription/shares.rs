//! All threads are there before the first begins, and each has its share.

// ANCHOR: listing
use std::sync::Barrier;
use std::thread;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts up to every limit; the limits are dealt out to the threads like cards.
pub(super) fn count_all(workload: &Workload) -> u64 {
    let start = Barrier::new(workload.workers);
    let count = |first| -> u64 {
        // Else the first would be done with its share before the last is made.
        start.wait();
        let own = workload.limits.iter().skip(first).step_by(workload.workers);
        own.map(|limit| primes_up_to(*limit)).sum()
    };
    let count = &count;
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workload.workers)
            .map(|first| scope.spawn(move || count(first)))
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("it did not panic")).sum()
    })
}
// ANCHOR_END: listing
