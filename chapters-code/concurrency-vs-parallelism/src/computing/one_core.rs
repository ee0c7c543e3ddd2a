//! The same threads, all of them kept on one core.

// ANCHOR: listing
use anyhow::Result;

use crate::pinned::stay_on_first;
use crate::strategies::thread_each;
use crate::task::Task;

/// Does all tasks, each on a thread of its own, of which one core runs one at a time.
pub(super) fn run_all(tasks: &[Task]) -> Result<u64> {
    stay_on_first()?; // and so do the threads that this one starts
    thread_each::run_all(tasks)
}
// ANCHOR_END: listing
