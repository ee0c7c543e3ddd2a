//! A thread for each request, with a client of its own.

use std::thread;

use anyhow::Result;
use reqwest::blocking::Client;

use crate::fetch;
use crate::workload::Workload;

// ANCHOR: listing
/// Fetches every URL at once, each on a thread and with a client of its own.
pub(super) fn fetch_all(workload: &Workload) -> Result<u64> {
    thread::scope(|scope| {
        let threads: Vec<_> = workload
            .urls
            .iter()
            .map(|url| scope.spawn(|| fetch::blocking(&Client::new(), url)))
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("it did not panic")).sum()
    })
}
// ANCHOR_END: listing
