//! # Eight tasks, two of them heavy
//!
//! Two workers share eight tasks, and each gets half of them before the first begins. Two of
//! the tasks take four times as long as the others, and nobody knows before which. Here the
//! first two do: one worker has both, and the other stands idle.
//!
//! Divide the work so that no worker does more than 60 % of it, wherever the heavy ones are.
//! Each task is run once, by one of two threads, and the results come back in the order of
//! the tasks.

use std::thread;

use exercises::work::Task;

/// Runs all tasks on this many threads. Returns their results in the order of the tasks.
pub fn run_all(tasks: &[Task], workers: usize) -> Vec<u64> {
    let share = tasks.len().div_ceil(workers);
    thread::scope(|scope| {
        let halves: Vec<_> = tasks
            .chunks(share)
            .map(|half| scope.spawn(|| half.iter().map(Task::run).collect::<Vec<_>>()))
            .collect();
        halves
            .into_iter()
            .flat_map(|half| half.join().expect("no task panics"))
            .collect()
    })
}
