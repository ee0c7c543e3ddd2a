//! To create and end one: many units that do next to nothing.

mod new_jobs;
pub mod new_processes;
mod new_tasks;
mod new_threads;

use std::time::Instant;

use anyhow::Result;
use measure::{Answer, Experiment, IntoAnswer, Strategy};
use record::Settings;

use super::{counted_in, units};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "creating",
        baseline: "threads",
        strategies: strategies(),
        // Each returns its number.
        expected_answer: |settings| Ok(Some((0..units(settings)?).sum())),
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let row = |key, label, file, prepare: fn(&Settings) -> Result<u64>, run| {
        let (name, unit) = counted_in(key);
        Strategy::new(key, label, file, prepare, run).with(name, unit)
    };
    vec![
        row(
            "jobs",
            "Rayon job",
            "src/kinds/creating/new_jobs.rs",
            with_pool,
            |&jobs| timed(jobs, new_jobs::create),
        ),
        row(
            "tasks",
            "Async task",
            "src/kinds/creating/new_tasks.rs",
            units,
            |&tasks| timed(tasks, new_tasks::create),
        ),
        row(
            "threads",
            "OS thread",
            "src/kinds/creating/new_threads.rs",
            units,
            |&threads| timed(threads, new_threads::create),
        ),
        row(
            "processes",
            "Process",
            "src/kinds/creating/new_processes.rs",
            units,
            |&processes| timed(processes, new_processes::create),
        ),
    ]
}

/// The pool's threads are there before the clock starts.
fn with_pool(settings: &Settings) -> Result<u64> {
    rayon::broadcast(|_| ());
    units(settings)
}

/// The sum that they return, with the time that each of them took.
fn timed<A: IntoAnswer>(units: u64, create: fn(u64) -> A) -> Result<Answer> {
    let clock = Instant::now();
    let sum = create(units).into_answer()?;
    let wall_ns = clock.elapsed().as_nanos() as u64;
    Ok(sum.with("each_ns", wall_ns / units.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_created_and_returns_its_number() {
        for units in [0, 1, 100] {
            let sum: u64 = (0..units).sum();
            assert_eq!(new_jobs::create(units), sum);
            assert_eq!(new_tasks::create(units).expect("created"), sum);
            assert_eq!(new_threads::create(units).expect("created"), sum);
        }
    }
}
