//! The loop on a pool of threads that are there to compute.

// ANCHOR: listing
use anyhow::Result;
use tokio::sync::oneshot;

use super::offence::Offence;
use crate::primes::count_primes;

/// Has a thread of rayon's count; the task waits for its answer.
pub async fn offend(offence: Offence) -> Result<u64> {
    let (answer, answered) = oneshot::channel();
    rayon::spawn(move || {
        let primes = offence.slices().map(count_primes).sum();
        let _ = answer.send(primes); // nobody waits for it any more: not an error here
    });
    Ok(answered.await?)
}
// ANCHOR_END: listing
