//! A thread for each request, and in each a client of its own.

use std::time::{Duration, Instant};

use anyhow::Result;
use measure::Answer;
use reqwest::blocking::Client;

use super::passed::stages;
use super::threads_shared::fetch;
use crate::strategies::thread_each;

// ANCHOR: listing
/// Fetches every URL at once, on a thread and with a client of its own each.
pub(super) fn fetch_all(urls: &[String]) -> Result<Answer> {
    let clock = Instant::now();
    let all = thread_each::each(urls, |url| fetch(&Client::new(), url, clock));
    let all = all.into_iter().collect::<Result<Vec<_>>>()?;
    // Every thread makes its client itself: no time is the clients' alone.
    stages(Duration::ZERO, &all, clock.elapsed())
}
// ANCHOR_END: listing
