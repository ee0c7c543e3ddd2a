//! Tasks, and a list of their handles.

// ANCHOR: listing
use anyhow::Result;

use super::requests::Requests;

/// Spawns a task for every URL, and awaits their handles.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let spawn = |url: String| {
        let session = requests.session.clone();
        tokio::spawn(async move { session.fetch(&url).await })
    };
    let tasks: Vec<_> = requests.urls.iter().cloned().map(spawn).collect();
    let mut bytes = 0;
    for task in tasks {
        bytes += task.await??; // an error drops the other handles, and no task
    }
    Ok(bytes)
}
// ANCHOR_END: listing
