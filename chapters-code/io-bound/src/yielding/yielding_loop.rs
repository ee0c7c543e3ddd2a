//! The loop, giving the others a turn after each slice.

// ANCHOR: listing
use anyhow::Result;
use measure::trace;
use tokio::task::yield_now;

use super::offence::Offence;
use crate::primes::count_primes;

/// Counts primes, slice after slice, and yields between two.
pub async fn offend(offence: Offence) -> Result<u64> {
    let mut primes = 0;
    for slice in offence.slices() {
        let computes = trace::computing("primes");
        primes += count_primes(slice);
        drop(computes);
        yield_now().await;
    }
    Ok(primes)
}
// ANCHOR_END: listing
