//! No workers and no chunks: a loop.

// ANCHOR: listing
use super::chunked::Chunked;
use crate::sieve::primes_up_to;

/// Counts up to one limit after another.
pub(super) fn count_all(work: &Chunked) -> u64 {
    work.limits.iter().map(|limit| primes_up_to(*limit)).sum()
}
// ANCHOR_END: listing
