//! A thread for each request.

// ANCHOR: listing
use std::thread;

use anyhow::Result;
use reqwest::blocking::Client;

use crate::fetch;
use crate::workload::Workload;

/// Fetches every URL at once, each on a thread of its own.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    let client = &Client::new();
    thread::scope(|scope| {
        // All are started before the first is waited for.
        let threads: Vec<_> = workload
            .urls
            .iter()
            .map(|url| scope.spawn(move || fetch::blocking(client, url)))
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("it did not panic")).sum()
    })
}
// ANCHOR_END: listing
