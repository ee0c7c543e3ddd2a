//! More threads than cores: from one a core to a thousand, with the same work for
//! all of them.

mod shares;

use measure::environment::cores_usable;
use measure::{Experiment, Strategy};
use record::Setting;

use crate::strategies::atomic_counter;
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

fn strategies() -> Vec<Strategy> {
    let shares = sweep(
        "shares",
        "A share each",
        "src/oversubscription/shares.rs",
        shares::count_all,
    );
    let turns = sweep(
        "turns",
        "The next when free",
        "src/strategies/atomic_counter.rs",
        atomic_counter::count_all,
    );
    shares.into_iter().chain(turns).collect()
}

/// A row for each number of threads.
fn sweep(
    way: &str,
    label: &'static str,
    source: &'static str,
    run: fn(&Workload) -> u64,
) -> [Strategy; 5] {
    [
        ("1-a-core", "1 per core", cores_usable()),
        ("2-a-core", "2 per core", 2 * cores_usable()),
        ("8-a-core", "8 per core", 8 * cores_usable()),
        ("100", "100", 100),
        ("1000", "1,000", 1_000),
    ]
    .map(|(size, threads, workers)| {
        let (key, row) = (format!("{way}-{size}"), format!("{label}, {threads}"));
        Strategy::new(key, row, source, Workload::prepare, run)
            .in_group(label)
            .with("workers", Setting::Count(workers))
    })
}
