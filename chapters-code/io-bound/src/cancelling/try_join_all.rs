//! All futures joined until one fails.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::try_join_all;

use super::requests::Requests;

/// Awaits all requests. The first error drops the futures of the others.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let urls = requests.urls.iter();
    let fetches = urls.map(|url| requests.session.fetch(url));
    Ok(try_join_all(fetches).await?.into_iter().sum())
}
// ANCHOR_END: listing
