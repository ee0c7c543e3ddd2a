//! Which lock? A small table that all threads read and sometimes change, behind a
//! lock, in shards, as a snapshot, of atomics, and not shared at all.

mod atomics;
mod copies;
mod dashmap;
mod load;
mod mutex;
mod parking_lot_mutex;
mod parking_lot_rwlock;
mod rwlock;
pub mod sections;
mod snapshot;
mod tokio_mutex;

use measure::{Experiment, Strategy};
use record::Setting;

use load::Load;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "locks",
        baseline: "mutex-0",
        strategies: strategies(),
        expected_answer: load::expected_answer,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let sweep = |way: &str, label: &'static str, run: fn(&Load) -> u64| {
        [0, 1, 10, 50].map(|writes| {
            let (key, row) =
                (format!("{way}-{writes}"), format!("{label}, {writes} % writes"));
            Strategy::new(key, row, format!("src/locks/{way}.rs"), Load::prepare, run)
                .in_group(label)
                .with("writes", Setting::Count(writes))
        })
    };
    let sweeps = [
        sweep("mutex", "Mutex", mutex::run),
        sweep("rwlock", "RwLock", rwlock::run),
        sweep("dashmap", "DashMap", dashmap::run),
        sweep("snapshot", "arc-swap", snapshot::run),
        sweep("atomics", "Atomics", atomics::run),
        sweep("copies", "A copy each", copies::run),
    ];
    sweeps.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use record::Settings;

    use super::*;

    #[test]
    fn no_way_misses_a_key_or_loses_a_write() {
        let counts = [("lookups", 3_000), ("entries", 50), ("keys", 1), ("writes", 25)];
        let settings: Settings = counts
            .map(|(name, count)| (name.to_owned(), Setting::Count(count)))
            .into_iter()
            .collect();
        for experiment in [experiment(), sections::experiment()] {
            for row in &experiment.strategies {
                let own = settings.overlaid_with(&row.settings);
                let expected = (experiment.expected_answer)(&own).expect("complete");
                let mut work = row.prepare(&settings).expect("complete");
                let answer = work().expect("no way fails");
                assert_eq!(Some(answer.value), expected, "{}", row.key);
            }
        }
    }
}
