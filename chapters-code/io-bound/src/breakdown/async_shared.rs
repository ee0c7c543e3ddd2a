//! Every request a future on one thread, one client for all.

use std::time::{Duration, Instant};

use anyhow::Result;
use futures_util::future::try_join_all;
use measure::Answer;
use reqwest::Client;
use tokio::runtime::{Builder, Runtime};

use super::passed::{Passed, server_time, stages};

// ANCHOR: listing
/// Fetches a URL, and notes when it passed which stage.
async fn fetch(client: &Client, url: &str, clock: Instant) -> Result<Passed> {
    let begun = clock.elapsed();
    let response = client.get(url).send().await?.error_for_status()?;
    let answered = clock.elapsed();
    let server = server_time(response.headers())?;
    let bytes = response.bytes().await?.len() as u64;
    Ok(Passed { begun, answered, server, done: clock.elapsed(), bytes })
}
// ANCHOR_END: listing

/// Fetches every URL at once, with a client that has no connection yet.
pub(super) fn cold(urls: &[String]) -> Result<Answer> {
    cold_with(|| Ok(Client::new()), urls)
}

/// The same, with a client made like this.
pub(super) fn cold_with(
    client: impl FnOnce() -> Result<Client>,
    urls: &[String],
) -> Result<Answer> {
    let clock = Instant::now();
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let client = client()?;
    let ready = clock.elapsed();
    let all = each_a_future(&runtime, &client, urls, clock)?;
    stages(ready, &all, clock.elapsed())
}

/// A client that has a connection for each URL already.
pub(super) struct Warm {
    runtime: Runtime,
    client: Client,
    urls: Vec<String>,
}

impl Warm {
    /// Connects: fetches every URL once, at once.
    pub(super) fn prepare(urls: Vec<String>) -> Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let client = Client::new();
        each_a_future(&runtime, &client, &urls, Instant::now())?;
        Ok(Self { runtime, client, urls })
    }

    /// Fetches every URL at once.
    pub(super) fn fetch_all(&self) -> Result<Answer> {
        let clock = Instant::now();
        let all = each_a_future(&self.runtime, &self.client, &self.urls, clock)?;
        stages(Duration::ZERO, &all, clock.elapsed())
    }
}

fn each_a_future(
    runtime: &Runtime,
    client: &Client,
    urls: &[String],
    clock: Instant,
) -> Result<Vec<Passed>> {
    let fetches = urls.iter().map(|url| fetch(client, url, clock));
    runtime.block_on(try_join_all(fetches))
}
