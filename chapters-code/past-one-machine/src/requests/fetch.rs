//! One request.

// ANCHOR: listing
use anyhow::Result;
use reqwest::Client;

/// Fetches a URL and returns how many bytes its body has.
pub async fn fetch(client: &Client, url: &str) -> Result<u64> {
    let response = client.get(url).send().await?.error_for_status()?;
    Ok(response.bytes().await?.len() as u64)
}
// ANCHOR_END: listing
