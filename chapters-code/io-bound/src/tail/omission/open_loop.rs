//! A request goes out at every tick, whatever became of those before.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::try_join_all;
use measure::Answer;
use reqwest::Client;
use tokio::runtime::Builder;
use tokio::time::{Instant, sleep_until};

use super::requests::{Requests, answer};
use crate::fetch::fetch;
use crate::times::Times;

/// Sends a request at each tick. Each is timed from when it was due.
pub fn fetch_all(requests: &Requests) -> Result<Answer> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let client = &Client::new();
        let start = Instant::now();
        let fetches = requests.urls.iter().zip(0..).map(|(url, tick)| async move {
            let due = start + requests.tick * tick;
            sleep_until(due).await;
            let late = due.elapsed();
            anyhow::Ok((fetch(client, url).await?, due.elapsed(), late))
        });
        let (mut bytes, mut times, mut lateness) = (0, Times::new()?, Times::new()?);
        for (length, time, late) in try_join_all(fetches).await? {
            bytes += length;
            times.record(time)?;
            lateness.record(late)?;
        }
        Ok(lateness.with_quantiles(answer(bytes, &times), [("late_ns", 0.5)]))
    })
}
// ANCHOR_END: listing
