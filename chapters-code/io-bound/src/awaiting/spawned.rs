//! A task for every request.

// ANCHOR: listing
use anyhow::Result;
use tokio::task::JoinSet;

use super::requests::Requests;

/// Spawns a task for every URL, and takes what they return as they end.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let mut tasks = JoinSet::new();
    for url in requests.urls.clone() {
        let session = requests.session.clone();
        tasks.spawn(async move { session.fetch(&url).await });
    }
    let mut bytes = 0;
    while let Some(fetched) = tasks.join_next().await {
        bytes += fetched??;
    }
    Ok(bytes)
}
// ANCHOR_END: listing
