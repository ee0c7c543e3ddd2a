//! A fixed number of worker processes, which are sent one limit at a time.

// ANCHOR: listing
use anyhow::Result;

use super::processes;
use crate::workload::Workload;

/// Counts for all limits; a free worker process is sent the next one.
pub fn count_all(workload: &Workload) -> Result<u64> {
    processes::count_in_batches(workload, 1)
}
// ANCHOR_END: listing
