//! One request after another, in a loop.

// ANCHOR: listing
use anyhow::Result;
use reqwest::Client;
use tokio::runtime::Builder;

use super::fetch::fetch;

/// Fetches every URL; each request waits for the one before.
pub fn fetch_all(urls: &[String]) -> Result<u64> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let client = Client::new();
    urls.iter().map(|url| runtime.block_on(fetch(&client, url))).sum()
}
// ANCHOR_END: listing
