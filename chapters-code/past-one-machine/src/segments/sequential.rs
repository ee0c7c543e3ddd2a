//! One segment after another, in a loop.

// ANCHOR: listing
use super::Workload;

/// Counts the primes on the calling thread.
pub fn count(workload: &Workload) -> u64 {
    let sieve = &workload.sieve;
    (0..sieve.segments()).map(|segment| sieve.count(segment)).sum()
}
// ANCHOR_END: listing
