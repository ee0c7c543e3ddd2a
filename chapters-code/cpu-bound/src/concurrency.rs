//! Concurrency is not parallelism: the same tasks on one thread, on several that
//! share a core or a lock, and on all cores.

mod alone;
mod async_one_thread;
mod one_core;
mod one_lock;
mod threads;

use anyhow::{Result, ensure};
use measure::{Experiment, Strategy, environment};
use record::{Setting, Settings};

use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "concurrency",
        baseline: "loop",
        strategies: strategies(),
        expected_answer,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let row = |key, label, file, run: fn(&Workload) -> Result<u64>| {
        Strategy::new(key, label, file, prepare, run)
    };
    let (one_thread, in_turns, at_once) = (
        "One thread",
        "Several threads, one runs at a time",
        "Several threads, all run",
    );
    vec![
        row("loop", "One after another", "src/concurrency/alone.rs", |workload| {
            Ok(alone::count_all(workload))
        })
        .in_group(one_thread),
        row(
            "async",
            "Async, one thread",
            "src/concurrency/async_one_thread.rs",
            async_one_thread::count_all,
        )
        .in_group(one_thread),
        row(
            "one-core",
            "Threads, one core",
            "src/concurrency/one_core.rs",
            one_core::count_all,
        )
        .in_group(in_turns),
        row(
            "one-lock",
            "Threads, one lock",
            "src/concurrency/one_lock.rs",
            |workload| Ok(one_lock::count_all(workload)),
        )
        .in_group(in_turns),
        row(
            "threads",
            "Threads, all cores",
            "src/concurrency/threads.rs",
            |workload| Ok(threads::count_all(workload)),
        )
        .in_group(at_once),
    ]
}

/// Tasks of one size, so that the timelines can be read, and a thread a core.
fn prepare(settings: &Settings) -> Result<Workload> {
    let (tasks, limit) = sizes(settings)?;
    let workers = environment::cores_usable() as usize;
    Ok(Workload { limits: vec![limit as usize; tasks as usize], workers })
}

fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    let (tasks, limit) = sizes(settings)?;
    let one = Settings::from_iter([
        ("from".to_owned(), Setting::Count(limit)),
        ("to".to_owned(), Setting::Count(limit + 1)),
    ]);
    Ok(workload::expected_answer(&one)?.map(|found| found * tasks))
}

fn sizes(settings: &Settings) -> Result<(u64, u64)> {
    let (tasks, limit) = (settings.count("tasks")?, settings.count("limit")?);
    ensure!(tasks <= 1_000_000, "`--tasks {tasks}` is more than 1000000");
    ensure!(
        limit < 10_000_000,
        "`--limit {limit}` would need a table of as many entries: less than 10000000"
    );
    Ok((tasks, limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_has_the_same_answer() {
        let settings = Settings::from_iter([
            ("tasks".to_owned(), Setting::Count(7)),
            ("limit".to_owned(), Setting::Count(1_000)),
        ]);
        assert_eq!(expected_answer(&settings).expect("in bounds"), Some(7 * 168));
    }
}
