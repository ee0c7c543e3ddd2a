//! Blocking calls in a set of tasks.

// ANCHOR: listing
use anyhow::Result;
use tokio::task::JoinSet;

use super::requests::Requests;

/// Hands a blocking call for every URL to the runtime's pool.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let mut calls = JoinSet::new();
    for url in requests.urls.clone() {
        let session = requests.blocking().clone();
        calls.spawn_blocking(move || session.fetch(&url));
    }
    let mut bytes = 0;
    while let Some(fetched) = calls.join_next().await {
        bytes += fetched??; // aborts what has not begun, and all have
    }
    Ok(bytes)
}
// ANCHOR_END: listing
