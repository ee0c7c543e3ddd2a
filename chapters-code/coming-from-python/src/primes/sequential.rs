//! One limit after another.

// ANCHOR: listing
use super::Limits;
use crate::sieve::primes_up_to;

/// Counts for one limit after another.
pub(super) fn count_all(limits: &Limits) -> u64 {
    limits.0.iter().map(|&limit| primes_up_to(limit)).sum()
}
// ANCHOR_END: listing
