//! All futures joined, and then looked at.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::join_all;

use super::requests::Requests;

/// Awaits all requests, and then looks for errors.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let urls = requests.urls.iter();
    let fetches = urls.map(|url| requests.session.fetch(url));
    join_all(fetches).await.into_iter().sum()
}
// ANCHOR_END: listing
