//! TODO: what is compared, and which question that answers.

{{modules}}use measure::{Experiment, Strategy};

{{imports}}

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "{{name}}",
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
            "{{folder}}/sequential.rs",
            Workload::prepare,
            sequential::sum_all,
        )
        .in_group("A loop"),
        Strategy::new(
            "threads",
            "A thread per core",
            "{{folder}}/threads.rs",
            Workload::prepare,
            threads::sum_all,
        )
        .in_group("Threads"),
    ]
}
