//! The loop, giving the others a turn after each slice.

// ANCHOR: listing
use anyhow::Result;
use tokio::task::yield_now;

use super::offence::Offence;
use crate::primes::count_primes;

/// Counts primes, slice after slice, and yields between two.
pub async fn offend(offence: Offence) -> Result<u64> {
    let mut primes = 0;
    for slice in offence.slices() {
        primes += count_primes(slice);
        yield_now().await;
    }
    Ok(primes)
}
// ANCHOR_END: listing
