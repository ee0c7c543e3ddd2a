//! A fixed number of threads, each with its share of the limits from the start.

// ANCHOR: listing
use std::thread;

use measure::join;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for all limits; each of the `workers` has as many as the others.
pub fn count_all(workload: &Workload) -> u64 {
    let share = workload.limits.len().div_ceil(workload.workers);
    let work = |limits: &[usize]| -> u64 {
        limits.iter().map(|&limit| primes_up_to(limit)).sum()
    };
    thread::scope(|scope| {
        let workers: Vec<_> = workload
            .limits
            .chunks(share)
            .map(|limits| scope.spawn(move || work(limits)))
            .collect();
        workers.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing
