//! Every request after the answer to the one before.

// ANCHOR: listing
use anyhow::Result;

use super::requests::Requests;
use crate::fetch::fetch;

/// Fetches every URL, one after another.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let mut answered = 0;
    for url in &requests.urls {
        fetch(&requests.client, url).await?;
        answered += 1;
    }
    Ok(answered)
}
// ANCHOR_END: listing
