//! A loop that computes, in a task.

// ANCHOR: listing
use anyhow::Result;
use measure::trace;

use super::offence::Offence;
use crate::primes::count_primes;

/// Counts primes, slice after slice.
pub async fn offend(offence: Offence) -> Result<u64> {
    let _computes = trace::computing("primes");
    let mut primes = 0;
    for slice in offence.slices() {
        primes += count_primes(slice);
    }
    Ok(primes)
}
// ANCHOR_END: listing
