//! The same, and an attempt that takes too long is given up.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::batch::{self, Batch};
use super::retry::retry;

/// Sends a request when there is a place for it, gives an attempt up that takes
/// too long, and sends what failed again after a random wait.
pub fn fetch_all(batch: &Batch) -> Result<Answer> {
    let places = Semaphore::new(batch.places);
    batch::all_at_once(batch, async |session, url| {
        let attempt = async || {
            let _place = places.acquire().await?;
            timeout(batch.timeout, session.attempt(url)).await?
        };
        let pause = async |waits| sleep(batch.backoff.wait(waits)).await;
        retry(batch.attempts, pause, attempt).await
    })
}
// ANCHOR_END: listing
