//! All futures joined, for so long.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::join_all;
use tokio::time::timeout;

use super::requests::Requests;

/// Awaits all requests until the time is up. Then all their futures are dropped.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let urls = requests.urls.iter();
    let fetches = urls.map(|url| requests.session.fetch(url));
    timeout(requests.timeout, join_all(fetches)).await?.into_iter().sum()
}
// ANCHOR_END: listing
