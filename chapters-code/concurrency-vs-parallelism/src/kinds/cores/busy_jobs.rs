//! Jobs for a pool.

// ANCHOR: listing
use rayon::prelude::*;

use super::Workload;
use crate::primes::primes_below;

/// Counts the primes below every limit; a job each, if need be.
pub(super) fn count_all(work: &Workload) -> u64 {
    work.limits.par_iter().map(|&limit| primes_below(limit)).sum()
}
// ANCHOR_END: listing
