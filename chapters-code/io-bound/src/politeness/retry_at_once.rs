//! All at once, and whatever fails again without delay.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;

use super::batch::{self, Batch};

/// Sends every request at once, and what failed again at once.
pub fn fetch_all(batch: &Batch) -> Result<Answer> {
    batch::all_at_once(batch, async |session, url| {
        for _ in 1..batch.attempts {
            if let Ok(bytes) = session.attempt(url).await {
                return Ok(bytes);
            }
        }
        session.attempt(url).await
    })
}
// ANCHOR_END: listing
