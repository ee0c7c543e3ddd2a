//! Every connection a task, on as many threads as there are cores.

use anyhow::Result;
use measure::Answer;
use reqwest::Client;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use super::Load;
use super::connections::{keep_busy, timed};

// ANCHOR: listing
/// Fetches over all connections at once, on a thread for each core.
pub(super) fn fetch_all(load: &Load) -> Result<Answer> {
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let client = Client::new();
    timed(load, || {
        runtime.block_on(async {
            let mut tasks = JoinSet::new();
            for _ in 0..load.connections {
                tasks.spawn(keep_busy(client.clone(), load.url.clone(), load.each));
            }
            tasks.join_all().await.into_iter().sum()
        })
    })
}
// ANCHOR_END: listing
