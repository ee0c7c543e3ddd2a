//! All at once, each once.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;

use super::batch::{self, Batch};

/// Sends every request at once, and none again.
pub fn fetch_all(batch: &Batch) -> Result<Answer> {
    batch::all_at_once(batch, async |session, url| session.attempt(url).await)
}
// ANCHOR_END: listing
