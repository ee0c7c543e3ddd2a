//! A stream that keeps some requests in flight, and gives answers in the order in which they end.

// ANCHOR: listing
use anyhow::Result;
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use super::requests::Requests;

/// Fetches every URL, some at a time, and takes the answers as they come.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    stream::iter(&requests.urls)
        .map(|url| requests.session.fetch(url))
        .buffer_unordered(requests.limit)
        .try_fold(0, async |bytes, fetched| Ok(bytes + fetched))
        .await
}
// ANCHOR_END: listing
