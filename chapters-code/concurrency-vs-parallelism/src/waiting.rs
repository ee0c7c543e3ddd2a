//! Several tasks that wait, done in four ways: what each did when.

mod claims;
mod figures;

use measure::Experiment;
use origin::service;

use crate::{strategies, task};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "waiting",
        question: "Several tasks, and each waits for a server: what does each way of doing them do meanwhile?",
        baseline: "sequential",
        strategies: strategies::rows(task::that_wait),
        claims: claims::claims(),
        figures: figures::figures(),
        traced: strategies::KEYS.to_vec(),
        expected_answer: |settings| {
            Ok(Some(service::sum_of_lengths(settings.count("tasks")?)))
        },
        service: service::start,
        ..Experiment::default()
    }
}
