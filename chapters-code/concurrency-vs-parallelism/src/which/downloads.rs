//! The first program.

// ANCHOR: listing
use anyhow::Result;
use reqwest::blocking::Client;

/// Fetches every page, one after another, and adds up their lengths.
pub(super) fn sum_of_lengths(client: &Client, urls: &[String]) -> Result<u64> {
    let mut sum = 0;
    for url in urls {
        sum += client.get(url).send()?.error_for_status()?.bytes()?.len() as u64;
    }
    Ok(sum)
}
// ANCHOR_END: listing
