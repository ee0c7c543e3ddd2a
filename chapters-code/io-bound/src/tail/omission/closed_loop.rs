//! The next request goes out when the last one's answer is there.

// ANCHOR: listing
use std::time::Instant;

use anyhow::Result;
use measure::Answer;
use reqwest::Client;
use tokio::runtime::Builder;
use tokio::time::{MissedTickBehavior, interval};

use super::requests::{Requests, answer, histogram};
use crate::fetch::fetch;

/// Sends a request at each tick, unless the last one is still under way: then
/// at the first tick after it. Each is timed from when it was sent.
pub fn fetch_all(requests: &Requests) -> Result<Answer> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (client, mut times) = (Client::new(), histogram()?);
        let mut ticks = interval(requests.tick);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let mut bytes = 0;
        for url in &requests.urls {
            ticks.tick().await;
            let sent = Instant::now();
            bytes += fetch(&client, url).await?;
            times.record(sent.elapsed().as_nanos() as u64)?;
        }
        Ok(answer(bytes, &times))
    })
}
// ANCHOR_END: listing
