//! A set of tasks.

// ANCHOR: listing
use anyhow::Result;
use tokio::task::JoinSet;

use super::requests::Requests;

/// Spawns a task for every URL into a set.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let mut tasks = JoinSet::new();
    for url in requests.urls.clone() {
        let session = requests.session.clone();
        tasks.spawn(async move { session.fetch(&url).await });
    }
    let mut bytes = 0;
    while let Some(fetched) = tasks.join_next().await {
        bytes += fetched??; // an error drops the set, and that aborts its tasks
    }
    Ok(bytes)
}
// ANCHOR_END: listing
