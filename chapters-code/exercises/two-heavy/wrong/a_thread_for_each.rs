//! A thread for each task: even, and more threads than were asked for.

use std::thread;

use exercises::work::Task;

/// Runs all tasks on this many threads. Returns their results in the order of the tasks.
pub fn run_all(tasks: &[Task], _workers: usize) -> Vec<u64> {
    thread::scope(|scope| {
        let all: Vec<_> = tasks.iter().map(|task| scope.spawn(|| task.run())).collect();
        all.into_iter().map(|task| task.join().expect("no task panics")).collect()
    })
}
