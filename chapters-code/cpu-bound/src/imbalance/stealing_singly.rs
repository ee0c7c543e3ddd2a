//! A work-stealing pool that has to divide the tasks down to single ones.

use measure::Answer;
use rayon::prelude::*;

use super::busy_workers::BusyWorkers;
use crate::workload::Workload;

/// Counts for all limits on Rayon's threads; what is stolen may be a single one.
pub fn count_all(workload: &Workload) -> Answer {
    let busy = BusyWorkers::new(rayon::current_num_threads());
    let this_worker = || rayon::current_thread_index().unwrap_or(0);
    // ANCHOR: listing
    let limits = workload.limits.par_iter().with_max_len(1);
    let primes = limits.map(|&limit| busy.count(this_worker(), limit)).sum();
    // ANCHOR_END: listing
    busy.answer(primes)
}
