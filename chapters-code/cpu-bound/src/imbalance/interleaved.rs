//! Each worker has as many tasks as the others, and they take turns.

use std::thread;

use measure::{Answer, join};

use super::busy_workers::BusyWorkers;
use crate::workload::Workload;

/// Counts for all limits; with two workers, each has every second one.
pub fn count_all(workload: &Workload) -> Answer {
    let busy = BusyWorkers::new(workload.workers);
    // ANCHOR: listing
    let work = |worker: usize| -> u64 {
        let limits = workload.limits.iter().skip(worker).step_by(workload.workers);
        limits.map(|&limit| busy.count(worker, limit)).sum()
    };
    let primes = thread::scope(|scope| {
        let workers: Vec<_> = (0..workload.workers)
            .map(|worker| scope.spawn(move || work(worker)))
            .collect();
        workers.into_iter().map(join).sum()
    });
    // ANCHOR_END: listing
    busy.answer(primes)
}
