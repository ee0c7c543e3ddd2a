//! The second program.

// ANCHOR: listing
use crate::primes::primes_below;

/// Counts the primes below a limit.
pub(super) fn count(limit: u64) -> u64 {
    primes_below(limit)
}
// ANCHOR_END: listing
