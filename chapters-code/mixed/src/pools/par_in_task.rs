//! A parallel iterator in the task.

// ANCHOR: listing
use anyhow::Result;

use super::burst::Heavy;

/// Has rayon's pool compute, and waits for it without an `.await`.
pub(super) async fn answer(heavy: Heavy) -> Result<u64> {
    Ok(heavy.compute_in_parallel())
}
// ANCHOR_END: listing
