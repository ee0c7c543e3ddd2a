//! Batches of requests that are all waited for.

use std::time::{Duration, Instant};

use anyhow::Result;
use futures_util::future::try_join_all;
use measure::Answer;
use origin::service;
use record::Settings;
use reqwest::Client;
use tokio::runtime::{Builder, Runtime};

use super::distribution::Distribution;
use crate::fetch::fetch;

/// The bytes that a batch fetches, whether in one piece or in a hundred.
pub const BYTES: u64 = 100_000;

/// What a row is given: batches of URLs, each of which says how long it takes,
/// and a client whose connections are there already.
pub struct Workload {
    batches: Vec<Vec<String>>,
    client: Client,
    runtime: Runtime,
}

impl Workload {
    /// The workload for these settings. Its waits are drawn anew each time: with
    /// the same ones in every sample, an interval would be about those, and not
    /// about their distribution.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let base = service::base(settings)?;
        let (mean, distribution) =
            (settings.duration("latency")?, Distribution::of(settings)?);
        let requests = settings.count("batch")?;
        let url = |wait: Duration| {
            format!("{base}/bytes/{}?wait_ns={}", BYTES / requests, wait.as_nanos())
        };
        let mut random = rand::rng();
        let mut batch = || -> Vec<String> {
            (0..requests).map(|_| url(distribution.draw(mean, &mut random))).collect()
        };
        let batches = (0..settings.count("batches")?).map(|_| batch()).collect();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let client = Client::new();
        // As many connections as there are requests at once, all of them warm.
        let warm_up = (0..requests).map(|_| url(mean)).collect::<Vec<_>>();
        runtime.block_on(fetch_batch(&client, &warm_up))?;
        Ok(Self { batches, client, runtime })
    }
}

// ANCHOR: listing
/// Fetches batch after batch, and returns how many bytes each of them has.
pub fn fetch_all(workload: &Workload) -> Result<Answer> {
    workload.runtime.block_on(async {
        let (mut bytes, mut times) = (0, Vec::new());
        for batch in &workload.batches {
            let began = Instant::now();
            bytes += fetch_batch(&workload.client, batch).await?;
            times.push(began.elapsed());
        }
        let answer = Answer::from(bytes / workload.batches.len() as u64);
        Ok(answer.with("batch_ns", median(times).as_nanos() as u64))
    })
}

/// Fetches all URLs at once, on this thread: done when the last answer is there.
async fn fetch_batch(client: &Client, urls: &[String]) -> Result<u64> {
    let fetches = urls.iter().map(|url| fetch(client, url));
    Ok(try_join_all(fetches).await?.into_iter().sum())
}
// ANCHOR_END: listing

/// The middle one of an odd number of times.
fn median(mut times: Vec<Duration>) -> Duration {
    let middle = times.len() / 2;
    *times.select_nth_unstable(middle).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        let times = [9, 1, 5, 7, 3].map(Duration::from_millis).to_vec();
        assert_eq!(median(times), Duration::from_millis(5));
    }
}
