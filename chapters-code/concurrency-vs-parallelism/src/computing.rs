//! Several tasks that compute, done in the same four ways.

mod claims;
mod figures;

use measure::Experiment;

use crate::primes::primes_below;
use crate::{strategies, task};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "computing",
        question: "The same with tasks that compute: who does several at the same moment?",
        baseline: "sequential",
        strategies: strategies::rows(task::that_compute),
        claims: claims::claims(),
        figures: figures::figures(),
        traced: strategies::KEYS.to_vec(),
        expected_answer: |settings| {
            let (tasks, limit) = (settings.count("tasks")?, settings.count("limit")?);
            Ok(Some(tasks * primes_below(limit)))
        },
        ..Experiment::default()
    }
}
