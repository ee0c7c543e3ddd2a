//! The call where it was, after the thread's other tasks have moved out.

// ANCHOR: listing
use anyhow::Result;
use tokio::task::block_in_place;

use super::offence::{Offence, call};

/// Makes the call; another thread takes over this one's tasks.
pub async fn offend(offence: Offence) -> Result<u64> {
    block_in_place(|| call(&offence.url))
}
// ANCHOR_END: listing
