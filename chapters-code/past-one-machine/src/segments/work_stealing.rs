//! The segments in a parallel iterator.

// ANCHOR: listing
use rayon::prelude::*;

use super::Workload;

/// Counts the primes on all cores.
pub fn count(workload: &Workload) -> u64 {
    let sieve = &workload.sieve;
    (0..sieve.segments()).into_par_iter().map(|segment| sieve.count(segment)).sum()
}
// ANCHOR_END: listing
