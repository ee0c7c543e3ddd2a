//! The fourth program.

// ANCHOR: listing
use anyhow::Result;
use reqwest::blocking::Client;

use crate::primes::primes_below;

/// Fetches every page, and computes for a while when it has one.
pub(super) fn download_and_count(
    client: &Client,
    urls: &[String],
    limit: u64,
) -> Result<u64> {
    let mut sum = 0;
    for url in urls {
        sum += client.get(url).send()?.error_for_status()?.bytes()?.len() as u64;
        sum += primes_below(limit);
    }
    Ok(sum)
}
// ANCHOR_END: listing
