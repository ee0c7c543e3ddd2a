//! Several tasks that compute, done in the same four ways, and on threads that are
//! not free to run at the same time.

mod one_core;
mod one_lock;

use measure::{Experiment, Strategy};

use crate::primes::primes_below;
use crate::strategies;
use crate::task::that_compute;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "computing",
        baseline: "sequential",
        strategies: strategies(),
        expected_answer: |settings| {
            let (tasks, limit) = (settings.count("tasks")?, settings.count("limit")?);
            Ok(Some(tasks * primes_below(limit)))
        },
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let mut rows = strategies::rows(that_compute);
    rows.extend([
        Strategy::new(
            "one-core",
            "Threads, one core",
            "src/computing/one_core.rs",
            that_compute,
            |tasks| one_core::run_all(tasks),
        ),
        Strategy::new(
            "one-lock",
            "Threads, one lock",
            "src/computing/one_lock.rs",
            that_compute,
            |tasks| one_lock::run_all(tasks),
        ),
    ]);
    rows
}
