//! A few requests at a time, so that few connections are open.

// ANCHOR: listing
use anyhow::Result;
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use super::requests::Requests;
use crate::fetch::fetch;

/// Fetches every URL, some at a time.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    stream::iter(&requests.urls)
        .map(|url| fetch(&requests.client, url))
        .buffer_unordered(requests.limit)
        .try_fold(0, async |answered, _| Ok(answered + 1))
        .await
}
// ANCHOR_END: listing
