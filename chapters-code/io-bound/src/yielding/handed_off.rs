//! The call on a thread that is there to be blocked.

// ANCHOR: listing
use anyhow::Result;
use tokio::task::spawn_blocking;

use super::offence::{Offence, call};

/// Has another thread make the call; the task waits for its answer.
pub async fn offend(offence: Offence) -> Result<u64> {
    spawn_blocking(move || call(&offence.url)).await?
}
// ANCHOR_END: listing
