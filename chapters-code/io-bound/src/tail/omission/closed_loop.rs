//! The next request goes out when the last one's answer is there.

// ANCHOR: listing
use std::time::{Duration, Instant};

use anyhow::Result;
use measure::Answer;
use reqwest::Client;
use tokio::runtime::Builder;
use tokio::time::{MissedTickBehavior, interval};

use super::requests::{Requests, answer};
use crate::fetch::fetch;
use crate::times::Times;

/// Sends the requests, and records how long each took.
pub fn fetch_all(requests: &Requests) -> Result<Answer> {
    fetch_and(requests, Times::record)
}

/// Sends a request at each tick, unless the last one is still under way: then
/// at the first tick after it. Each is timed from when it was sent.
pub(super) fn fetch_and(
    requests: &Requests,
    record: impl Fn(&mut Times, Duration) -> Result<()>,
) -> Result<Answer> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (client, mut times) = (Client::new(), Times::new()?);
        let mut ticks = interval(requests.tick);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let mut bytes = 0;
        for url in &requests.urls {
            ticks.tick().await;
            let sent = Instant::now();
            bytes += fetch(&client, url).await?;
            record(&mut times, sent.elapsed())?;
        }
        Ok(answer(bytes, &times))
    })
}
// ANCHOR_END: listing
