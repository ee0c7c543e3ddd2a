//! A free worker takes the next task, from the smallest on.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use measure::{Answer, join};

use super::busy_workers::BusyWorkers;
use crate::workload::Workload;

/// Counts for all limits; a free worker takes the next one.
pub fn count_all(workload: &Workload) -> Answer {
    taken_in_turn(&workload.limits, workload.workers)
}

// ANCHOR: listing
/// Counts for these limits, which free workers take in this order.
pub(super) fn taken_in_turn(limits: &[usize], workers: usize) -> Answer {
    let busy = BusyWorkers::new(workers);
    let next = AtomicUsize::new(0);
    let work = |worker: usize| -> u64 {
        let mut primes = 0;
        while let Some(&limit) = limits.get(next.fetch_add(1, Relaxed)) {
            primes += busy.count(worker, limit);
        }
        primes
    };
    let primes = thread::scope(|scope| {
        let workers: Vec<_> =
            (0..workers).map(|worker| scope.spawn(move || work(worker))).collect();
        workers.into_iter().map(join).sum()
    });
    busy.answer(primes)
}
// ANCHOR_END: listing
