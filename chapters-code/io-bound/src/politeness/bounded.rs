//! No more at the server than it has places for.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;
use tokio::sync::Semaphore;

use super::batch::{self, Batch};

/// Sends a request when there is a place for it, and none again.
pub fn fetch_all(batch: &Batch) -> Result<Answer> {
    let places = Semaphore::new(batch.places);
    batch::all_at_once(batch, async |session, url| {
        let _place = places.acquire().await?;
        session.attempt(url).await
    })
}
// ANCHOR_END: listing
