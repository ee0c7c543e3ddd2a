//! Calls that block a thread each, and that their caller aborts.

// ANCHOR: listing
use anyhow::Result;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::calls::Calls;

/// Waits for one of the calls, and aborts them all.
pub(super) async fn call_all(calls: Calls) -> Result<u64> {
    let mut tasks = JoinSet::new();
    for url in calls.urls.clone() {
        let calls = calls.clone();
        tasks.spawn_blocking(move || calls.get_blocking(&url));
    }
    let first = timeout(calls.patience, tasks.join_next()).await;
    tasks.abort_all(); // only those that have not begun
    Ok(first?.transpose()?.transpose()?.unwrap_or_default())
}
// ANCHOR_END: listing
