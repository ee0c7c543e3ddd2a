//! One query after another on one connection.

// ANCHOR: listing
use anyhow::Result;

use super::workload::Workload;

/// Asks for every id; each query waits for the one before.
pub fn query_all(workload: &Workload) -> Result<u64> {
    let mut connection = workload.database.connect()?;
    workload.ids.iter().map(|id| connection.value(*id)).sum()
}
// ANCHOR_END: listing
