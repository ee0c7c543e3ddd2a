//! One task after another: what the others are compared with.

// ANCHOR: listing
use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts up to one limit after another.
pub(super) fn count_all(workload: &Workload) -> u64 {
    workload.limits.iter().map(|limit| primes_up_to(*limit)).sum()
}
// ANCHOR_END: listing
