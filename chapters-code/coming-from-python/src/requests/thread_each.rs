//! A thread for each request.

// ANCHOR: listing
use std::thread;

use anyhow::{Result, anyhow};
use reqwest::blocking::Client;

use super::Workload;
use super::looped::fetch;

/// Fetches every URL at once, each on a thread of its own.
pub(super) fn fetch_all(workload: &Workload) -> Result<u64> {
    let client = &Client::new();
    thread::scope(|scope| {
        let urls = workload.urls.iter();
        // All are started before the first is waited for.
        let threads: Vec<_> =
            urls.map(|url| scope.spawn(move || fetch(client, url))).collect();
        let lengths = threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| anyhow!("a thread panicked"))?);
        lengths.sum()
    })
}
// ANCHOR_END: listing
