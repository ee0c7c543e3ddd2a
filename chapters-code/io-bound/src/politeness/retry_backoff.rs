//! All at once, and whatever fails again after a while.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;
use tokio::time::sleep;

use super::batch::{self, Batch};
use super::retry::retry;

/// Sends every request at once, and what failed again after a random wait.
pub fn fetch_all(batch: &Batch) -> Result<Answer> {
    batch::all_at_once(batch, async |session, url| {
        let pause = async |waits| sleep(batch.backoff.wait(waits)).await;
        retry(batch.attempts, pause, async || session.attempt(url).await).await
    })
}
// ANCHOR_END: listing
