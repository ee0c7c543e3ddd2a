//! A work-stealing pool, with a thread per core.

// ANCHOR: listing
use rayon::prelude::*;

use super::Limits;
use crate::sieve::primes_up_to;

/// Counts for all limits, on a thread per core.
pub(super) fn count_all(limits: &Limits) -> u64 {
    limits.0.par_iter().map(|&limit| primes_up_to(limit)).sum()
}
// ANCHOR_END: listing
