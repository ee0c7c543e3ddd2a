//! All at once, and whatever fails again without delay.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;

use super::batch::{self, Batch};
use super::retry::retry;

/// Sends every request at once, and what failed again at once.
pub fn fetch_all(batch: &Batch) -> Result<Answer> {
    batch::all_at_once(batch, async |session, url| {
        let no_pause = async |_| ();
        retry(batch.attempts, no_pause, async || session.attempt(url).await).await
    })
}
// ANCHOR_END: listing
