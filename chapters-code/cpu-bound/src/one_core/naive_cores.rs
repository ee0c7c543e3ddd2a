//! The overview's sieve on all cores.

// ANCHOR: listing
use anyhow::Result;
use rayon::prelude::*;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Adds up how many primes there are up to each limit, on all cores.
pub fn count_all(workload: &Workload) -> Result<u64> {
    Ok(workload.limits.par_iter().map(|&limit| primes_up_to(limit)).sum())
}
// ANCHOR_END: listing
