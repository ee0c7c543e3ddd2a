//! Each request awaited in a loop.

// ANCHOR: listing
use anyhow::Result;

use super::requests::Requests;

/// Fetches every URL; each request waits for the one before.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let mut bytes = 0;
    for url in &requests.urls {
        bytes += requests.session.fetch(url).await?;
    }
    Ok(bytes)
}
// ANCHOR_END: listing
