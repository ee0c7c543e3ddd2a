//! A thread for each request, one client for all.

use std::time::{Duration, Instant};

use anyhow::Result;
use measure::Answer;
use reqwest::blocking::Client;

use super::passed::{Passed, server_time, stages};
use crate::strategies::thread_each;

// ANCHOR: listing
/// Fetches a URL, and notes when it passed which stage.
pub(super) fn fetch(client: &Client, url: &str, clock: Instant) -> Result<Passed> {
    let begun = clock.elapsed();
    let response = client.get(url).send()?.error_for_status()?;
    let answered = clock.elapsed();
    let server = server_time(response.headers())?;
    let bytes = response.bytes()?.len() as u64;
    Ok(Passed { begun, answered, server, done: clock.elapsed(), bytes })
}
// ANCHOR_END: listing

/// Fetches every URL at once, with a client that has no connection yet.
pub(super) fn cold(urls: &[String]) -> Result<Answer> {
    let clock = Instant::now();
    let client = Client::new();
    let ready = clock.elapsed();
    let all = each_on_a_thread(&client, urls, clock)?;
    stages(ready, &all, clock.elapsed())
}

/// A client that has a connection for each URL already.
pub(super) struct Warm {
    client: Client,
    urls: Vec<String>,
}

impl Warm {
    /// Connects: fetches every URL once, at once.
    pub(super) fn prepare(urls: Vec<String>) -> Result<Self> {
        let client = Client::new();
        each_on_a_thread(&client, &urls, Instant::now())?;
        Ok(Self { client, urls })
    }

    /// Fetches every URL at once.
    pub(super) fn fetch_all(&self) -> Result<Answer> {
        let clock = Instant::now();
        let all = each_on_a_thread(&self.client, &self.urls, clock)?;
        stages(Duration::ZERO, &all, clock.elapsed())
    }
}

fn each_on_a_thread(
    client: &Client,
    urls: &[String],
    clock: Instant,
) -> Result<Vec<Passed>> {
    thread_each::each(urls, |url| fetch(client, url, clock)).into_iter().collect()
}
