//! Four ways to do several tasks, in the order of the page. Each has one function,
//! and does not know whether its tasks wait or compute.

pub mod async_one_thread;
pub mod pool;
pub mod sequential;
pub mod thread_each;

use anyhow::Result;
use measure::Strategy;
use record::Settings;

use crate::task::Task;

/// The keys of the rows.
pub(crate) const KEYS: [&str; 4] = ["sequential", "threads", "async", "pool"];

/// The rows of an experiment with these tasks.
pub(crate) fn rows(tasks: fn(&Settings) -> Result<Vec<Task>>) -> Vec<Strategy> {
    let [sequential, threads, futures, pool] = KEYS;
    vec![
        Strategy::new(
            sequential,
            "One after another",
            "src/strategies/sequential.rs",
            tasks,
            |tasks| sequential::run_all(tasks),
        ),
        Strategy::new(
            threads,
            "A thread per task",
            "src/strategies/thread_each.rs",
            tasks,
            |tasks| thread_each::run_all(tasks),
        ),
        Strategy::new(
            futures,
            "Async, one thread",
            "src/strategies/async_one_thread.rs",
            tasks,
            |tasks| async_one_thread::run_all(tasks),
        ),
        Strategy::new(
            pool,
            "A pool, a thread per core",
            "src/strategies/pool.rs",
            tasks,
            |tasks| pool::run_all(tasks),
        ),
    ]
}
