//! A thread for each task.

// ANCHOR: listing
use std::thread;

use anyhow::Result;
use measure::join;

use crate::task::Task;

/// Does all tasks, each on a thread of its own.
pub fn run_all(tasks: &[Task]) -> Result<u64> {
    thread::scope(|scope| {
        // All are started before the first is waited for.
        let threads: Vec<_> =
            tasks.iter().map(|task| scope.spawn(|| task.run())).collect();
        threads.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing
