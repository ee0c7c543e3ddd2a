//! A fixed number of threads that take URLs from a shared queue.

// ANCHOR: listing
use std::sync::Mutex;
use std::thread;

use anyhow::Result;
use reqwest::blocking::Client;

use crate::fetch;
use crate::join::join_all;
use crate::workload::Workload;

/// Fetches every URL; at most `workers` at once.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    let client = Client::new();
    let queue = Mutex::new(workload.urls.iter());
    // The lock is held to take a URL, not to fetch it.
    let take = || queue.lock().expect("no worker panicked").next();
    let work = || -> Result<u64> {
        let mut bytes = 0;
        while let Some(url) = take() {
            bytes += fetch::blocking(&client, url)?;
        }
        Ok(bytes)
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..workload.workers).map(|_| scope.spawn(work)).collect();
        join_all(workers).into_iter().sum()
    })
}
// ANCHOR_END: listing
