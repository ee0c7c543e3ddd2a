//! The computing in the task, after the thread's other tasks have moved out.

// ANCHOR: listing
use anyhow::Result;
use tokio::task::block_in_place;

use super::burst::Heavy;

/// Computes in the task; another thread takes over this one's part in the runtime.
pub(super) async fn answer(heavy: Heavy) -> Result<u64> {
    Ok(block_in_place(|| heavy.compute()))
}
// ANCHOR_END: listing
