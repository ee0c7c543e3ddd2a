//! The same threads, all of them kept on one core.

// ANCHOR: listing
use anyhow::Result;

use super::{Done, Workload, hearts_threads};
use crate::pinned;

/// Lets the hearts beat, and computes meanwhile; a thread each, on one core.
pub(super) fn run(work: &Workload) -> Result<Done> {
    pinned::stay_on_first()?;
    Ok(hearts_threads::run(work))
}
// ANCHOR_END: listing
