//! Several tasks that compute, done in the same four ways.

use measure::Experiment;

use crate::primes::primes_below;
use crate::{strategies, task};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "computing",
        baseline: "sequential",
        strategies: strategies::rows(task::that_compute),
        expected_answer: |settings| {
            let (tasks, limit) = (settings.count("tasks")?, settings.count("limit")?);
            Ok(Some(tasks * primes_below(limit)))
        },
        ..Experiment::default()
    }
}
