//! Does it pay? As many sieves each time, from tiny ones up: from which size on
//! does each way beat the loop?

pub mod processes;

use anyhow::{Result, ensure};
use measure::{Experiment, IntoAnswer, Preflight, Strategy, environment};
use record::{Setting, Settings};

use crate::sieve::primes_up_to;
use crate::strategies::{sequential, static_split, work_stealing};
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

fn strategies() -> Vec<Strategy> {
    let rayon = work_stealing::count_all;
    let ways = [
        sweep("loop", "One after another", SEQUENTIAL, prepare, sequential::count_all),
        sweep("threads", "Threads", STATIC_SPLIT, prepare, static_split::count_all),
        sweep("rayon", "Rayon", WORK_STEALING, prepare, rayon),
        sweep("ready", "Rayon, pool ready", WORK_STEALING, prepare_pool, rayon),
        sweep("processes", "Processes", PROCESSES, prepare, processes::count_all),
    ];
    ways.into_iter().flatten().collect()
}

const SEQUENTIAL: &str = "src/strategies/sequential.rs";
const STATIC_SPLIT: &str = "src/strategies/static_split.rs";
const WORK_STEALING: &str = "src/strategies/work_stealing.rs";
const PROCESSES: &str = "src/pays/processes.rs";

/// A row for each size of a task, done in one way.
fn sweep<A: IntoAnswer + 'static>(
    way: &str,
    series: &'static str,
    source: &'static str,
    prepare: fn(&Settings) -> Result<Workload>,
    run: fn(&Workload) -> A,
) -> [Strategy; 5] {
    [100, 1_000, 10_000, 100_000, 1_000_000].map(|limit| {
        let (key, label) = (format!("{way}-{limit}"), format!("{way}, up to {limit}"));
        Strategy::new(key, label, source, prepare, run)
            .in_group(series)
            .with("limit", Setting::Count(limit))
    })
}

/// As many tasks as the settings say, all of the row's size.
fn prepare(settings: &Settings) -> Result<Workload> {
    let limit = settings.count("limit")?;
    let tasks = settings.count("tasks")? as usize;
    Ok(Workload {
        limits: vec![limit as usize; tasks],
        workers: environment::cores_usable() as usize,
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
            let ways = [
                sequential::count_all,
                static_split::count_all,
                work_stealing::count_all,
            ];
            assert_eq!(ways.map(|count_all| count_all(&workload)), [250; 3]);
        }
    }
}
