//! Every request a task, on as many threads as there are cores.

// ANCHOR: listing
use anyhow::Result;
use reqwest::Client;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::fetch::fetch;
use crate::workload::Workload;

/// Fetches every URL at once, on a thread for each core.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let client = Client::new();
        let mut tasks = JoinSet::new();
        for url in &workload.urls {
            // A task owns what it uses. Clones of a client share its connections.
            let (client, url) = (client.clone(), url.clone());
            tasks.spawn(async move { fetch(&client, &url).await });
        }
        tasks.join_all().await.into_iter().sum()
    })
}
// ANCHOR_END: listing
