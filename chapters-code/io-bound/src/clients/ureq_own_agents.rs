//! A thread for each request, with a client of its own that was written for
//! blocking.

use anyhow::Result;
use ureq::Agent;

use super::ureq_threads::fetch;
use crate::strategies::thread_each;
use crate::workload::Workload;

// ANCHOR: listing
/// Fetches every URL at once, each on a thread and with an agent of its own.
pub(super) fn fetch_all(workload: &Workload) -> Result<u64> {
    thread_each::each(&workload.urls, |url| fetch(&Agent::new_with_defaults(), url))
        .into_iter()
        .sum()
}
// ANCHOR_END: listing
