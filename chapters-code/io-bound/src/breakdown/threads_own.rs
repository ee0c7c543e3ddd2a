//! A thread for each request, and in each a client of its own.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use measure::Answer;
use reqwest::blocking::Client;

use super::passed::stages;
use super::threads_shared::fetch;

/// Fetches every URL at once, on a thread and with a client of its own each.
pub(super) fn fetch_all(urls: &[String]) -> Result<Answer> {
    let clock = Instant::now();
    let all = thread::scope(|scope| {
        // ANCHOR: listing
        let threads: Vec<_> = urls
            .iter()
            .map(|url| scope.spawn(move || fetch(&Client::new(), url, clock)))
            .collect();
        // ANCHOR_END: listing
        threads
            .into_iter()
            .map(|thread| thread.join().expect("it did not panic"))
            .collect::<Result<Vec<_>>>()
    })?;
    // Every thread makes its client itself: no time is the clients' alone.
    stages(Duration::ZERO, &all, clock.elapsed())
}
