//! The same threads, of which one runs at a time: the one that holds the lock.

// ANCHOR: listing
use std::sync::Mutex;
use std::thread;

use anyhow::Result;
use measure::join;

use crate::task::Task;

/// Does all tasks, each on a thread of its own, which needs the one lock to run.
pub(super) fn run_all(tasks: &[Task]) -> Result<u64> {
    let lock = Mutex::new(());
    let run = |task: &Task| {
        let _running = lock.lock().expect("no thread panicked");
        task.run()
    };
    thread::scope(|scope| {
        let threads: Vec<_> =
            tasks.iter().map(|task| scope.spawn(move || run(task))).collect();
        threads.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing
