//! All requests at once.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::try_join_all;

use super::requests::Requests;
use crate::fetch::fetch;

/// Fetches every URL at once.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let fetches = requests.urls.iter().map(|url| fetch(&requests.client, url));
    Ok(try_join_all(fetches).await?.len() as u64)
}
// ANCHOR_END: listing
