//! One task after another, in a loop.

// ANCHOR: listing
use anyhow::Result;

use crate::task::Task;

/// Does all tasks; each begins when the one before is done.
pub fn run_all(tasks: &[Task]) -> Result<u64> {
    tasks.iter().map(Task::run).sum()
}
// ANCHOR_END: listing
