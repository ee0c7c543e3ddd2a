//! The overview's sieve, as it is: a new table for every limit.

// ANCHOR: listing
use anyhow::Result;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Adds up how many primes there are up to each limit.
pub fn count_all(workload: &Workload) -> Result<u64> {
    Ok(workload.limits.iter().map(|&limit| primes_up_to(limit)).sum())
}
// ANCHOR_END: listing
