//! Jobs for a pool.

// ANCHOR: listing
use anyhow::Result;
use rayon::prelude::*;

use super::Workload;
use crate::primes::primes_below;

/// Counts the primes below every limit; a job each, if need be.
pub(super) fn count_all(work: &Workload) -> Result<u64> {
    Ok(work.limits.par_iter().map(|&limit| primes_below(limit)).sum())
}
// ANCHOR_END: listing
