//! The computing in the task, on a thread of the runtime.

// ANCHOR: listing
use anyhow::Result;

use super::burst::Heavy;

/// Computes in the task: no `.await`, and so the thread is gone until it is done.
pub(super) async fn answer(heavy: Heavy) -> Result<u64> {
    Ok(heavy.compute())
}
// ANCHOR_END: listing
