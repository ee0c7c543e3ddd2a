//! Several tasks that wait, done in four ways: what each did when.

use measure::Experiment;
use origin::service;

use crate::{strategies, task};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "waiting",
        baseline: "sequential",
        strategies: strategies::rows(task::that_wait),
        expected_answer: |settings| {
            Ok(Some(service::sum_of_lengths(settings.count("tasks")?)))
        },
        service: service::start,
        ..Experiment::default()
    }
}
