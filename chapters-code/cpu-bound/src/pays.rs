//! Does it pay? As many sieves each time, from tiny ones up: from which size on
//! does each way beat the loop?

pub mod processes;
pub mod rayon_pool;
pub mod sequential;
pub mod threads;

use anyhow::{Result, ensure};
use measure::{Experiment, Preflight, Strategy};
use record::{Setting, Settings};

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "pays",
        baseline: "loop-100",
        strategies: strategies(),
        expected_answer: |settings| {
            let primes = primes_up_to(settings.count("limit")? as usize);
            Ok(Some(settings.count("tasks")? * primes))
        },
        preflight: |settings, _| {
            let tasks = settings.count("tasks")?;
            ensure!(
                tasks <= 1_000_000,
                "`--tasks {tasks}` is too many: 1000000 at most"
            );
            Ok(Preflight::default())
        },
        ..Experiment::default()
    }
}

/// A row for each size of a task, done in one way.
macro_rules! sweep {
    ($way:literal, $group:expr, $file:literal, $prepare:expr, $run:expr; $($limit:literal),+) => {
        [$(
            Strategy::new(
                concat!($way, "-", $limit),
                concat!($way, ", up to ", $limit),
                concat!("src/pays/", $file, ".rs"),
                $prepare,
                $run,
            )
            .in_group($group)
            .with("limit", Setting::Count($limit)),
        )+]
    };
}

fn strategies() -> Vec<Strategy> {
    let ways = [
        sweep!("loop", "One after another", "sequential", prepare, sequential::count_all;
            100, 1_000, 10_000, 100_000, 1_000_000),
        sweep!("threads", "Threads", "threads", prepare, threads::count_all;
            100, 1_000, 10_000, 100_000, 1_000_000),
        sweep!("rayon", "Rayon", "rayon_pool", prepare, rayon_pool::count_all;
            100, 1_000, 10_000, 100_000, 1_000_000),
        sweep!("ready", "Rayon, pool ready", "rayon_pool", prepare_pool, rayon_pool::count_all;
            100, 1_000, 10_000, 100_000, 1_000_000),
        sweep!("processes", "Processes", "processes", prepare, processes::count_all;
            100, 1_000, 10_000, 100_000, 1_000_000),
    ];
    ways.into_iter().flatten().collect()
}

/// As many tasks as the settings say, all of the row's size.
fn prepare(settings: &Settings) -> Result<Workload> {
    let limit = settings.count("limit")?;
    let tasks = settings.count("tasks")? as usize;
    Ok(Workload {
        limits: vec![limit as usize; tasks],
        workers: measure::environment::cores_usable() as usize,
    })
}

/// The same, and the pool's threads are started before the clock is.
fn prepare_pool(settings: &Settings) -> Result<Workload> {
    rayon::broadcast(|_| ());
    prepare(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_counts_all_the_tasks() {
        // More workers than tasks, fewer, and one.
        for workers in [1, 3, 20] {
            let workload = Workload { limits: vec![100; 10], workers };
            for count_all in
                [sequential::count_all, threads::count_all, rayon_pool::count_all]
            {
                assert_eq!(count_all(&workload).expect("counted"), 250);
            }
        }
    }
}
