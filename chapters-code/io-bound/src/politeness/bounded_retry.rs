//! No more than there are places for; whatever fails again after a while.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;
use tokio::sync::Semaphore;
use tokio::time::sleep;

use super::batch::{self, Batch};
use super::retry::retry;

/// Sends a request when there is a place for it, and what failed again after a
/// random wait.
pub fn fetch_all(batch: &Batch) -> Result<Answer> {
    let places = Semaphore::new(batch.places);
    batch::all_at_once(batch, async |session, url| {
        let attempt = async || {
            let _place = places.acquire().await?; // given back before the pause
            session.attempt(url).await
        };
        let pause = async |waits| sleep(batch.backoff.wait(waits)).await;
        retry(batch.attempts, pause, attempt).await
    })
}
// ANCHOR_END: listing
