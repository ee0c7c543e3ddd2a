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

use measure::{Experiment, IntoAnswer, Strategy};

use crate::strategies::sequential;
use crate::workload::Workload;

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

/// A row of one of the three families.
fn row<A: IntoAnswer + 'static>(
    group: &'static str,
    key: &'static str,
    label: &'static str,
    source: &'static str,
    run: fn(&Workload) -> A,
) -> Strategy {
    Strategy::new(key, label, source, growing::prepare, run).in_group(group)
}

fn strategies() -> Vec<Strategy> {
    let (alone, before) = ("Not shared out", "Shared out before");
    let meanwhile = "Shared out meanwhile";
    vec![
        row(
            alone,
            "loop",
            "One after another",
            "src/strategies/sequential.rs",
            sequential::count_all,
        ),
        row(
            alone,
            "backwards",
            "The same, largest first",
            "src/imbalance/backwards.rs",
            backwards::count_all,
        ),
        row(
            before,
            "halves",
            "Equal shares, in a row",
            "src/imbalance/halves.rs",
            halves::count_all,
        ),
        row(
            before,
            "interleaved",
            "Equal shares, in turn",
            "src/imbalance/interleaved.rs",
            interleaved::count_all,
        ),
        row(
            meanwhile,
            "in-order",
            "Counter, smallest first",
            "src/imbalance/in_order.rs",
            in_order::count_all,
        ),
        row(
            meanwhile,
            "largest-first",
            "Counter, largest first",
            "src/imbalance/largest_first.rs",
            largest_first::count_all,
        ),
        row(
            meanwhile,
            "stealing",
            "Work stealing",
            "src/imbalance/stealing.rs",
            stealing::count_all,
        ),
        row(
            meanwhile,
            "stealing-singly",
            "Work stealing, one by one",
            "src/imbalance/stealing_singly.rs",
            stealing_singly::count_all,
        ),
    ]
}
