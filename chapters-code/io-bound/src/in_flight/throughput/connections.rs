//! Keeping connections busy, and how many a second that makes.

use std::time::Instant;

use anyhow::{Result, ensure};
use measure::Answer;
use reqwest::Client;

use super::Load;
use crate::fetch::fetch;

// ANCHOR: listing
/// Fetches the URL over one connection, again and again.
pub(super) async fn keep_busy(client: Client, url: String, times: u64) -> Result<u64> {
    let mut bytes = 0;
    for _ in 0..times {
        bytes += fetch(&client, &url).await?;
    }
    Ok(bytes)
}
// ANCHOR_END: listing

/// Times the fetching of everything, and says how many a second that was.
pub(super) fn timed(
    load: &Load,
    fetch_all: impl FnOnce() -> Result<u64>,
) -> Result<Answer> {
    let clock = Instant::now();
    let bytes = fetch_all()?;
    let seconds = clock.elapsed().as_secs_f64();
    ensure!(bytes == load.requests() * load.length, "{bytes} bytes came back");
    let rate = load.requests() as f64 / seconds;
    Ok(Answer::from(load.requests()).with("per_second", rate as u64))
}
