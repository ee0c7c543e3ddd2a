//! One chunk of futures joined after another.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::try_join_all;

use super::requests::Requests;

/// Joins the futures of some URLs, and then those of the next.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let mut bytes = 0;
    for chunk in requests.urls.chunks(requests.limit) {
        let fetches = chunk.iter().map(|url| requests.session.fetch(url));
        bytes += try_join_all(fetches).await?.into_iter().sum::<u64>();
    }
    Ok(bytes)
}
// ANCHOR_END: listing
