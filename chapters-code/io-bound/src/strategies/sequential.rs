//! One request after another, in a loop.

// ANCHOR: listing
use anyhow::Result;
use reqwest::blocking::Client;

use crate::fetch;
use crate::workload::Workload;

/// Fetches every URL; each request waits for the one before.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    let client = Client::new();
    workload.urls.iter().map(|url| fetch::blocking(&client, url)).sum()
}
// ANCHOR_END: listing
