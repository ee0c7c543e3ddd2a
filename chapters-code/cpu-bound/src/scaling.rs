//! Why not n times faster? The same work for one worker, for two, and for more,
//! beside a loop; and the same where a fifth of it is done by one thread alone.

pub mod counter;
pub mod fifth_alone;
pub mod shift;

use measure::{Experiment, IntoAnswer, Strategy};
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

fn strategies() -> Vec<Strategy> {
    // The loop has no workers. It is measured beside every number of them, so that
    // each ratio is one of neighbours in time.
    let loops = sweep(
        "loop",
        "Loop",
        "a loop",
        "src/strategies/sequential.rs",
        sequential::count_all,
    );
    let all = sweep(
        "all",
        "Workers",
        "all of it shared out",
        "src/scaling/counter.rs",
        counter::count_all,
    );
    let most = sweep(
        "fifth",
        "A fifth alone",
        "a fifth done alone",
        "src/scaling/fifth_alone.rs",
        fifth_alone::count_all,
    );
    loops.into_iter().chain(all).chain(most).collect()
}

/// A row for each number of workers.
fn sweep<A: IntoAnswer + 'static>(
    way: &str,
    label: &str,
    series: &'static str,
    source: &'static str,
    run: fn(&Workload) -> A,
) -> [Strategy; 5] {
    [1, 2, 4, 8, 16].map(|workers| {
        let (key, label) = (format!("{way}-{workers}"), format!("{label}, {workers}"));
        Strategy::new(key, label, source, Workload::prepare, run)
            .in_group(series)
            .with("workers", Setting::Count(workers))
    })
}
