//! A work-stealing pool, which divides the limits as it goes.

// ANCHOR: listing
use rayon::prelude::*;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for all limits, on a thread for each core. The first parallel iterator
/// of a program starts them.
pub fn count_all(workload: &Workload) -> u64 {
    workload.limits.par_iter().map(|&limit| primes_up_to(limit)).sum()
}
// ANCHOR_END: listing
