//! Every connection a task, all on the calling thread.

use anyhow::Result;
use futures_util::future::try_join_all;
use measure::Answer;
use reqwest::Client;
use tokio::runtime::Builder;

use super::Load;
use super::connections::{keep_busy, timed};

// ANCHOR: listing
/// Fetches over all connections at once, on one thread.
pub(super) fn fetch_all(load: &Load) -> Result<Answer> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let client = Client::new();
    timed(load, || {
        runtime.block_on(async {
            let busy = (0..load.connections)
                .map(|_| keep_busy(client.clone(), load.url.clone(), load.each));
            Ok(try_join_all(busy).await?.into_iter().sum())
        })
    })
}
// ANCHOR_END: listing
