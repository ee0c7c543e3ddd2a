//! Calls of which one fails, joined.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::try_join_all;

use super::calls::Calls;

/// Waits for all calls, until one has failed.
pub(super) async fn call_all(calls: Calls) -> Result<u64> {
    let all = calls.urls.iter().map(|url| calls.get(url));
    Ok(try_join_all(all).await?.into_iter().sum()) // an error drops the others
}
// ANCHOR_END: listing
