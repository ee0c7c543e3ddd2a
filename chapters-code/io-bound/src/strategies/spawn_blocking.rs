//! Blocking calls, handed off from async to threads that may block.

// ANCHOR: listing
use anyhow::Result;
use reqwest::blocking::Client;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::fetch;
use crate::workload::Workload;

/// Fetches every URL at once, each with a blocking call that tokio runs on a
/// thread of its blocking pool.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let client = Client::new(); // a blocking client may not be made inside async
    runtime.block_on(async {
        let mut calls = JoinSet::new();
        for url in &workload.urls {
            let (client, url) = (client.clone(), url.clone());
            calls.spawn_blocking(move || fetch::blocking(&client, &url));
        }
        calls.join_all().await.into_iter().sum()
    })
}
// ANCHOR_END: listing
