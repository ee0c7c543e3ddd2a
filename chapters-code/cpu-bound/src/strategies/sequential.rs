//! One limit after another, in a loop.

// ANCHOR: listing
use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for one limit after another.
pub fn count_all(workload: &Workload) -> u64 {
    workload.limits.iter().map(|&limit| primes_up_to(limit)).sum()
}
// ANCHOR_END: listing
