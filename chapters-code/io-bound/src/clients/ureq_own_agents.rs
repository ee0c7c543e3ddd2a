//! A thread for each request, with a client of its own that was written for
//! blocking.

use std::thread;

use anyhow::Result;
use ureq::Agent;

use super::ureq_threads::fetch;
use crate::workload::Workload;

// ANCHOR: listing
/// Fetches every URL at once, each on a thread and with an agent of its own.
pub(super) fn fetch_all(workload: &Workload) -> Result<u64> {
    thread::scope(|scope| {
        let threads: Vec<_> = workload
            .urls
            .iter()
            .map(|url| scope.spawn(|| fetch(&Agent::new_with_defaults(), url)))
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("it did not panic")).sum()
    })
}
// ANCHOR_END: listing
