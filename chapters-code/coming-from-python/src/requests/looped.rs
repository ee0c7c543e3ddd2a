//! One request after another.

// ANCHOR: listing
use anyhow::Result;
use reqwest::blocking::Client;

use super::Workload;

/// Fetches every URL; each request waits for the one before.
pub(super) fn fetch_all(workload: &Workload) -> Result<u64> {
    let client = Client::new();
    workload.urls.iter().map(|url| fetch(&client, url)).sum()
}

/// Fetches a URL and returns how many bytes its body has.
pub(crate) fn fetch(client: &Client, url: &str) -> Result<u64> {
    Ok(client.get(url).send()?.error_for_status()?.bytes()?.len() as u64)
}
// ANCHOR_END: listing
