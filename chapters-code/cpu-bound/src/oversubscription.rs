//! More threads than cores: from one a core to a thousand, with the same work for
//! all of them.

mod shares;
mod turns;

use measure::{Experiment, Strategy, environment};
use record::Setting;

use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "oversubscription",
        baseline: "shares-1-a-core",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ..Experiment::default()
    }
}

/// A row for each number of threads.
macro_rules! sweep {
    ($way:literal, $label:literal, $run:expr) => {
        [
            (concat!($way, "-1-a-core"), concat!($label, ", 1 a core"), cores()),
            (concat!($way, "-2-a-core"), concat!($label, ", 2 a core"), 2 * cores()),
            (concat!($way, "-8-a-core"), concat!($label, ", 8 a core"), 8 * cores()),
            (concat!($way, "-100"), concat!($label, ", 100"), 100),
            (concat!($way, "-1000"), concat!($label, ", 1,000"), 1_000),
        ]
        .map(|(key, label, workers)| {
            Strategy::new(
                key,
                label,
                concat!("src/oversubscription/", $way, ".rs"),
                Workload::prepare,
                $run,
            )
            .with("workers", Setting::Count(workers))
        })
    };
}

fn strategies() -> Vec<Strategy> {
    let shares =
        sweep!("shares", "A share each", |workload| Ok(shares::count_all(workload)));
    let turns = sweep!("turns", "The next when free", |workload| Ok(turns::count_all(
        workload
    )));
    let shares = shares.into_iter().map(|row| row.in_group("A share each"));
    shares.chain(turns.map(|row| row.in_group("The next when free"))).collect()
}

fn cores() -> u64 {
    environment::cores_usable()
}
