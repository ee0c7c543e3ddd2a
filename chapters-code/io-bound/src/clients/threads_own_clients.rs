//! A thread for each request, with a client of its own.

use anyhow::Result;
use reqwest::blocking::Client;

use crate::fetch;
use crate::strategies::thread_each;
use crate::workload::Workload;

// ANCHOR: listing
/// Fetches every URL at once, each on a thread and with a client of its own.
pub(super) fn fetch_all(workload: &Workload) -> Result<u64> {
    thread_each::each(&workload.urls, |url| fetch::blocking(&Client::new(), url))
        .into_iter()
        .sum()
}
// ANCHOR_END: listing
