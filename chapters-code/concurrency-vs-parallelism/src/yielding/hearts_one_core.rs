//! The same threads, all of them kept on one core.

// ANCHOR: listing
use anyhow::Result;

use super::{Done, Workload, hearts_threads};
use crate::one_core;

/// Lets the hearts beat, and computes meanwhile; a thread each, on one core.
pub(super) fn run(work: &Workload) -> Result<Done> {
    one_core::stay()?;
    Ok(hearts_threads::run(work))
}
// ANCHOR_END: listing
