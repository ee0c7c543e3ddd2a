//! One request, in the two ways that Rust has: the calling thread blocks, or
//! the calling task is suspended. Both use reqwest.

use anyhow::Result;
use measure::trace;

// ANCHOR: blocking
/// Fetches a URL and returns how many bytes its body has. The thread waits.
pub fn blocking(client: &reqwest::blocking::Client, url: &str) -> Result<u64> {
    let _mark = trace::waiting(url);
    let response = client.get(url).send()?.error_for_status()?;
    Ok(response.bytes()?.len() as u64)
}
// ANCHOR_END: blocking

// ANCHOR: async
/// Fetches a URL and returns how many bytes its body has. The task waits.
pub async fn fetch(client: &reqwest::Client, url: &str) -> Result<u64> {
    let _mark = trace::waiting(url);
    let response = client.get(url).send().await?.error_for_status()?;
    Ok(response.bytes().await?.len() as u64)
}
// ANCHOR_END: async
