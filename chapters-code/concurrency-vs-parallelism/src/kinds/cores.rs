//! How many cores several can use: tasks that compute, of each kind.

mod busy_jobs;
pub mod busy_processes;
mod busy_tasks;
mod busy_threads;

use anyhow::Result;
use measure::{Experiment, Strategy};
use record::Settings;

use crate::on_core;
use crate::primes::primes_below;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "cores",
        baseline: "tasks",
        strategies: strategies(),
        expected_answer: |settings| {
            Ok(Some(settings.count("tasks")? * primes_below(settings.count("limit")?)))
        },
        ..Experiment::default()
    }
}

// ANCHOR: workload
/// What every kind is given.
struct Workload {
    /// The primes below each of these are counted.
    limits: Vec<u64>,
}
// ANCHOR_END: workload

/// Tasks of one size.
fn prepare(settings: &Settings) -> Result<Workload> {
    let tasks = settings.count("tasks")? as usize;
    Ok(Workload { limits: vec![settings.count("limit")?; tasks] })
}

fn strategies() -> Vec<Strategy> {
    vec![
        Strategy::new(
            "tasks",
            "Async tasks, one thread",
            "src/kinds/cores/busy_tasks.rs",
            prepare,
            |work| on_core::noted(|| busy_tasks::count_all(work)),
        ),
        Strategy::new(
            "threads",
            "OS threads",
            "src/kinds/cores/busy_threads.rs",
            prepare,
            |work| on_core::noted(|| busy_threads::count_all(work)),
        ),
        Strategy::new(
            "jobs",
            "Rayon jobs",
            "src/kinds/cores/busy_jobs.rs",
            prepare,
            |work| on_core::noted(|| busy_jobs::count_all(work)),
        ),
        Strategy::new(
            "processes",
            "Processes",
            "src/kinds/cores/busy_processes.rs",
            prepare,
            |work| on_core::noted(|| busy_processes::count_all(work)),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_counts_all_of_them() {
        let work = Workload { limits: vec![10, 100, 1_000] };
        let found = 4 + 25 + 168;
        assert_eq!(busy_tasks::count_all(&work).expect("counted"), found);
        assert_eq!(busy_threads::count_all(&work), found);
        assert_eq!(busy_jobs::count_all(&work), found);
    }
}
