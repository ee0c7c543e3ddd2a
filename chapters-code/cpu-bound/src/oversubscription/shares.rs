//! All threads are there before the first begins, and each has its share.

// ANCHOR: listing
use std::sync::Barrier;
use std::thread;

use measure::join;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for all limits, which are dealt out to the workers like cards.
pub(super) fn count_all(workload: &Workload) -> u64 {
    let start = Barrier::new(workload.workers);
    let work = |first| -> u64 {
        // Else the first would be done with its share before the last is made.
        start.wait();
        let own = workload.limits.iter().skip(first).step_by(workload.workers);
        own.map(|&limit| primes_up_to(limit)).sum()
    };
    let work = &work;
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workload.workers)
            .map(|first| scope.spawn(move || work(first)))
            .collect();
        workers.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing
