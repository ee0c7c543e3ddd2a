//! The same, and an attempt that takes too long is given up.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::batch::{self, Batch};

/// Sends a request when there is a place for it, gives an attempt up that takes
/// too long, and sends what failed again after a random wait.
pub fn fetch_all(batch: &Batch) -> Result<Answer> {
    let places = Semaphore::new(batch.places);
    batch::all_at_once(batch, async |session, url| {
        let attempt = async || {
            let _place = places.acquire().await?;
            timeout(batch.timeout, session.attempt(url)).await?
        };
        for failures in 1..batch.attempts {
            if let Ok(bytes) = attempt().await {
                return Ok(bytes);
            }
            sleep(batch.backoff.wait(failures)).await;
        }
        attempt().await
    })
}
// ANCHOR_END: listing
