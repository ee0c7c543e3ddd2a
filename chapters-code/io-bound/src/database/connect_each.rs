//! A new connection for each query.

// ANCHOR: listing
use anyhow::Result;

use super::workload::Workload;

/// Asks for every id, and connects anew each time.
pub fn query_all(workload: &Workload) -> Result<u64> {
    workload.ids.iter().map(|id| workload.database.connect()?.value(*id)).sum()
}
// ANCHOR_END: listing
