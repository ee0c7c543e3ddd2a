//! A task for each of them.

// ANCHOR: listing
use std::sync::Arc;

use anyhow::Result;
use tokio::task::JoinSet;

use super::bare::fetch;
use super::requests::Requests;

/// Fetches every URL at once, each in a task of its own.
pub(super) async fn fetch_all(requests: &Arc<Requests>) -> Result<u64> {
    let mut tasks = JoinSet::new();
    for index in 0..requests.urls.len() {
        let requests = Arc::clone(requests);
        tasks.spawn(async move { fetch(&requests, &requests.urls[index]).await });
    }
    tasks.join_all().await.into_iter().sum()
}
// ANCHOR_END: listing
