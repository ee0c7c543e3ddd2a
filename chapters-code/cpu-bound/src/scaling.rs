//! Why not n times faster? The same work for one worker, for two, and for more,
//! beside a loop; and the same where a fifth of it is done by one thread alone.

pub mod counter;
pub mod fifth_alone;
pub mod shift;

use measure::{Experiment, Strategy};
use record::Setting;

use crate::strategies::sequential;
use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "scaling",
        baseline: "loop-1",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ..Experiment::default()
    }
}

/// A row for each number of workers.
macro_rules! sweep {
    ($key:literal, $label:literal, $group:expr, $file:literal, $run:expr; $($workers:literal),+) => {
        [$(
            Strategy::new(
                concat!($key, "-", $workers),
                concat!($label, ", ", $workers),
                concat!("src/", $file, ".rs"),
                Workload::prepare,
                $run,
            )
            .in_group($group)
            .with("workers", Setting::Count($workers)),
        )+]
    };
}

fn strategies() -> Vec<Strategy> {
    // The loop has no workers. It is measured beside every number of them, so that
    // each ratio is one of neighbours in time.
    let loops = sweep!(
        "loop", "Loop", "a loop", "strategies/sequential", sequential::count_all;
        1, 2, 4, 8, 16
    );
    let all = sweep!(
        "all", "Workers", "all of it shared out", "scaling/counter", counter::count_all;
        1, 2, 4, 8, 16
    );
    let most = sweep!(
        "fifth", "A fifth alone", "a fifth done alone", "scaling/fifth_alone", fifth_alone::count_all;
        1, 2, 4, 8, 16
    );
    loops.into_iter().chain(all).chain(most).collect()
}
