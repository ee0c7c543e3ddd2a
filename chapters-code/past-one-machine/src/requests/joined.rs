//! All requests at once, on one thread.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::try_join_all;
use reqwest::Client;
use tokio::runtime::Builder;

use super::fetch::fetch;

/// Fetches every URL at once, on the calling thread.
pub fn fetch_all(urls: &[String]) -> Result<u64> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let client = Client::new();
    let fetches = urls.iter().map(|url| fetch(&client, url));
    Ok(runtime.block_on(try_join_all(fetches))?.into_iter().sum())
}
// ANCHOR_END: listing
