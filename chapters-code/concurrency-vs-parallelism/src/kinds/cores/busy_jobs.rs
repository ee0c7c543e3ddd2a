//! Jobs for a pool.

// ANCHOR: listing
use rayon::prelude::*;

use super::Workload;
use crate::primes::primes_below;

/// Counts the primes below every limit; a job each.
pub(super) fn count_all(work: &Workload) -> u64 {
    let limits = work.limits.par_iter().with_max_len(1);
    limits.map(|&limit| primes_below(limit)).sum()
}
// ANCHOR_END: listing
