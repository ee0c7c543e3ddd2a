//! One task after another, from the largest on: what the order does without any
//! sharing out.

use crate::sieve::primes_up_to;
use crate::workload::Workload;

// ANCHOR: listing
/// Counts for one limit after another, beginning with the last.
pub fn count_all(workload: &Workload) -> u64 {
    workload.limits.iter().rev().map(|&limit| primes_up_to(limit)).sum()
}
// ANCHOR_END: listing
