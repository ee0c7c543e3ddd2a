//! A work-stealing pool, which divides the tasks as it sees fit.

use measure::Answer;
use rayon::prelude::*;

use super::busy_workers::BusyWorkers;
use crate::workload::Workload;

/// Counts for all limits on Rayon's threads.
pub fn count_all(workload: &Workload) -> Answer {
    let busy = BusyWorkers::new(rayon::current_num_threads());
    let this_worker = || rayon::current_thread_index().unwrap_or(0);
    // ANCHOR: listing
    let limits = workload.limits.par_iter();
    let primes = limits.map(|&limit| busy.count(this_worker(), limit)).sum();
    // ANCHOR_END: listing
    busy.answer(primes)
}
