//! Every request a future, all on the calling thread.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::try_join_all;
use reqwest::Client;
use tokio::runtime::Builder;

use super::Workload;

/// Fetches every URL at once, on one thread.
pub(super) fn fetch_all(workload: &Workload) -> Result<u64> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let client = Client::new();
        let fetches = workload.urls.iter().map(|url| fetch(&client, url));
        Ok(try_join_all(fetches).await?.into_iter().sum())
    })
}

/// Fetches a URL and returns how many bytes its body has.
pub(crate) async fn fetch(client: &Client, url: &str) -> Result<u64> {
    let response = client.get(url).send().await?.error_for_status()?;
    Ok(response.bytes().await?.len() as u64)
}
// ANCHOR_END: listing
