//! The same loop, with a histogram that puts in what the loop left out.

// ANCHOR: listing
use std::time::Instant;

use anyhow::Result;
use measure::Answer;
use reqwest::Client;
use tokio::runtime::Builder;
use tokio::time::{MissedTickBehavior, interval};

use super::requests::{Requests, answer, histogram};
use crate::fetch::fetch;

/// Sends the same requests, and times them in the same way. A time longer than a
/// tick also stands for those that would have been sent meanwhile.
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
            let time = sent.elapsed().as_nanos() as u64;
            times.record_correct(time, requests.tick.as_nanos() as u64)?;
        }
        Ok(answer(bytes, &times))
    })
}
// ANCHOR_END: listing
