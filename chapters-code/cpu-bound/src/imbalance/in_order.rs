//! A free worker takes the next task, from the smallest on.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::Result;
use measure::Answer;

use super::busy_workers::BusyWorkers;
use crate::workload::Workload;

/// Counts for all limits; a free worker takes the next one.
pub fn count_all(workload: &Workload) -> Result<Answer> {
    Ok(taken_in_turn(&workload.limits, workload.workers))
}

// ANCHOR: listing
/// Counts for these limits, which free workers take in this order.
pub(super) fn taken_in_turn(limits: &[usize], workers: usize) -> Answer {
    let busy = BusyWorkers::new(workers);
    let next = AtomicUsize::new(0);
    let work = |worker: usize| -> u64 {
        let mut primes = 0;
        while let Some(&limit) = limits.get(next.fetch_add(1, Ordering::Relaxed)) {
            primes += busy.count(worker, limit);
        }
        primes
    };
    let primes = thread::scope(|scope| {
        let workers: Vec<_> =
            (0..workers).map(|worker| scope.spawn(move || work(worker))).collect();
        workers.into_iter().map(|worker| worker.join().expect("it did not panic")).sum()
    });
    busy.answer(primes)
}
// ANCHOR_END: listing
