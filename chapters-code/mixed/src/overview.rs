//! TODO: what is compared, and which question that answers.

use measure::{Experiment, Strategy};

use crate::strategies::{sequential, threads};
use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "overview",
        baseline: "sequential",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    vec![
        Strategy::new(
            "sequential",
            "One after another",
            "src/strategies/sequential.rs",
            Workload::prepare,
            sequential::sum_all,
        )
        .in_group("A loop"),
        Strategy::new(
            "threads",
            "A thread per core",
            "src/strategies/threads.rs",
            Workload::prepare,
            threads::sum_all,
        )
        .in_group("Threads"),
    ]
}
