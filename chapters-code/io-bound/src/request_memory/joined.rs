//! All of them joined, in one task.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::try_join_all;

use super::requests::Requests;

/// Fetches every URL at once, in this task.
pub(super) async fn fetch_all(
    requests: &Requests,
    fetch: impl AsyncFn(&Requests, &str) -> Result<u64>,
) -> Result<u64> {
    let fetches = requests.urls.iter().map(|url| fetch(requests, url));
    Ok(try_join_all(fetches).await?.into_iter().sum())
}
// ANCHOR_END: listing
