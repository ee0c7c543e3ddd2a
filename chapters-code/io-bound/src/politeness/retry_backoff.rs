//! All at once, and whatever fails again after a while.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;
use tokio::time::sleep;

use super::batch::{self, Batch};

/// Sends every request at once, and what failed again after a random wait.
pub fn fetch_all(batch: &Batch) -> Result<Answer> {
    batch::all_at_once(batch, async |session, url| {
        for failures in 1..batch.attempts {
            if let Ok(bytes) = session.attempt(url).await {
                return Ok(bytes);
            }
            sleep(batch.backoff.wait(failures)).await;
        }
        session.attempt(url).await
    })
}
// ANCHOR_END: listing
