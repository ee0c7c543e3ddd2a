//! Calls that take longer than their caller waits.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::try_join_all;
use tokio::time::timeout;

use super::calls::Calls;

/// Waits for all calls, but not for long.
pub(super) async fn call_all(calls: Calls) -> Result<u64> {
    let all = try_join_all(calls.urls.iter().map(|url| calls.get(url)));
    let lengths = timeout(calls.patience, all).await??; // it drops what it waited for
    Ok(lengths.into_iter().sum())
}
// ANCHOR_END: listing
