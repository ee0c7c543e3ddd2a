//! A call that blocks, made by a task.

// ANCHOR: listing
use anyhow::Result;

use super::offence::{Offence, call};

/// Makes the call; the thread waits for its answer.
pub async fn offend(offence: Offence) -> Result<u64> {
    call(&offence.url)
}
// ANCHOR_END: listing
