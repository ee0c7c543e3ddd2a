//! A work-stealing pool, which divides the limits as it goes.

// ANCHOR: listing
use anyhow::Result;
use rayon::prelude::*;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for all limits, on a thread for each core.
pub fn count_all(workload: &Workload) -> Result<u64> {
    Ok(workload.limits.par_iter().map(|&limit| primes_up_to(limit)).sum())
}
// ANCHOR_END: listing
