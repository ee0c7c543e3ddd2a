//! Tasks that grow: who gets which, and how long the others then have nothing to do.

pub mod backwards;
pub mod busy_workers;
pub mod growing;
pub mod halves;
pub mod in_order;
pub mod interleaved;
pub mod largest_first;
pub mod stealing;
pub mod stealing_singly;

use measure::{Experiment, Strategy};

use crate::strategies::sequential;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "imbalance",
        baseline: "loop",
        strategies: strategies(),
        expected_answer: growing::expected_answer,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let before = |key, label, file, run| {
        Strategy::new(key, label, file, growing::prepare, run)
            .in_group("Shared out before")
    };
    let meanwhile = |key, label, file, run| {
        Strategy::new(key, label, file, growing::prepare, run)
            .in_group("Shared out meanwhile")
    };
    let alone = |key, label, file, run| {
        Strategy::new(key, label, file, growing::prepare, run)
            .in_group("Not shared out")
    };
    vec![
        alone(
            "loop",
            "One after another",
            "src/strategies/sequential.rs",
            sequential::count_all,
        ),
        alone(
            "backwards",
            "The same, largest first",
            "src/imbalance/backwards.rs",
            backwards::count_all,
        ),
        before(
            "halves",
            "Equal shares, in a row",
            "src/imbalance/halves.rs",
            halves::count_all,
        ),
        before(
            "interleaved",
            "Equal shares, in turn",
            "src/imbalance/interleaved.rs",
            interleaved::count_all,
        ),
        meanwhile(
            "in-order",
            "Counter, smallest first",
            "src/imbalance/in_order.rs",
            in_order::count_all,
        ),
        meanwhile(
            "largest-first",
            "Counter, largest first",
            "src/imbalance/largest_first.rs",
            largest_first::count_all,
        ),
        meanwhile(
            "stealing",
            "Work stealing",
            "src/imbalance/stealing.rs",
            stealing::count_all,
        ),
        meanwhile(
            "stealing-singly",
            "Work stealing, one by one",
            "src/imbalance/stealing_singly.rs",
            stealing_singly::count_all,
        ),
    ]
}
