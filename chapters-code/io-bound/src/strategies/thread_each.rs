//! A thread for each request.

// ANCHOR: listing
use std::thread;

use anyhow::Result;
use reqwest::blocking::Client;

use crate::fetch;
use crate::join::join_all;
use crate::workload::Workload;

/// Fetches every URL at once, each on a thread of its own.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    let client = Client::new();
    each(&workload.urls, |url| fetch::blocking(&client, url)).into_iter().sum()
}

/// Makes this call for each URL, each on a thread of its own.
pub fn each<T: Send>(urls: &[String], call: impl Fn(&str) -> T + Sync) -> Vec<T> {
    let call = &call;
    thread::scope(|scope| {
        // All are started before the first is waited for.
        let threads = urls.iter().map(|url| scope.spawn(move || call(url))).collect();
        join_all(threads)
    })
}
// ANCHOR_END: listing
