//! A thread for each request, with a client that was written for blocking.

use anyhow::Result;
use measure::trace;
use ureq::Agent;

use crate::strategies::thread_each;
use crate::workload::Workload;

// ANCHOR: listing
/// Fetches a URL and returns how many bytes its body has. The thread itself
/// sends, waits and reads.
pub(super) fn fetch(agent: &Agent, url: &str) -> Result<u64> {
    let _mark = trace::waiting(url);
    Ok(agent.get(url).call()?.body_mut().read_to_vec()?.len() as u64)
}

/// Fetches every URL at once, each on a thread of its own.
pub(super) fn fetch_all(workload: &Workload) -> Result<u64> {
    let agent = Agent::new_with_defaults();
    thread_each::each(&workload.urls, |url| fetch(&agent, url)).into_iter().sum()
}
// ANCHOR_END: listing
