//! The computing on a thread that is there to be blocked.

// ANCHOR: listing
use anyhow::Result;
use tokio::task::spawn_blocking;

use super::burst::Heavy;

/// Computes on a thread of the blocking pool, which starts one if none is idle.
pub(super) async fn answer(heavy: Heavy) -> Result<u64> {
    Ok(spawn_blocking(move || heavy.compute()).await?)
}
// ANCHOR_END: listing
