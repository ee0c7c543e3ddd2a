//! The blocking client again, with buffers of a size that suits the answers.

use anyhow::Result;
use ureq::Agent;

use super::ureq_threads::fetch;
use crate::strategies::thread_each;
use crate::workload::Workload;

// ANCHOR: listing
/// Fetches every URL at once, with buffers of 8 KiB for each connection.
pub(super) fn fetch_all(workload: &Workload) -> Result<u64> {
    let small = Agent::config_builder()
        .input_buffer_size(8 * 1024)
        .output_buffer_size(8 * 1024)
        .build();
    let agent = Agent::new_with_config(small);
    thread_each::each(&workload.urls, |url| fetch(&agent, url)).into_iter().sum()
}
// ANCHOR_END: listing
