//! Each worker has as many tasks as the others, in a row.

use std::thread;

use measure::{Answer, join};

use super::busy_workers::BusyWorkers;
use crate::workload::Workload;

/// Counts for all limits; with two workers, each has a half of them.
pub fn count_all(workload: &Workload) -> Answer {
    let busy = BusyWorkers::new(workload.workers);
    // ANCHOR: listing
    let share = workload.limits.len().div_ceil(workload.workers);
    let shares = workload.limits.chunks(share);
    let work = |worker: usize, limits: &[usize]| -> u64 {
        limits.iter().map(|&limit| busy.count(worker, limit)).sum()
    };
    let primes = thread::scope(|scope| {
        let workers: Vec<_> = shares
            .enumerate()
            .map(|(worker, limits)| scope.spawn(move || work(worker, limits)))
            .collect();
        workers.into_iter().map(join).sum()
    });
    // ANCHOR_END: listing
    busy.answer(primes)
}
