//! For how long is the lock held? Steps of more and more keys, with as many keys in
//! all, behind each kind of lock.

use anyhow::Result;
use measure::{Experiment, IntoAnswer, Strategy};
use record::{Setting, Settings};

use super::load::{self, Load};
use super::tokio_mutex::Tasks;
use super::{copies, mutex, parking_lot_mutex, parking_lot_rwlock, rwlock};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "sections",
        baseline: "mutex-1",
        strategies: strategies(),
        expected_answer: load::expected_answer,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let ways = [
        sweep("mutex", "Mutex", "mutex", Load::prepare, mutex::run),
        sweep("rwlock", "RwLock", "rwlock", Load::prepare, rwlock::run),
        sweep(
            "parking-lot-mutex",
            "parking_lot Mutex",
            "parking_lot_mutex",
            Load::prepare,
            parking_lot_mutex::run,
        ),
        sweep(
            "parking-lot-rwlock",
            "parking_lot RwLock",
            "parking_lot_rwlock",
            Load::prepare,
            parking_lot_rwlock::run,
        ),
        sweep("tokio-mutex", "Tokio Mutex", "tokio_mutex", Tasks::prepare, Tasks::run),
        sweep("copies", "A copy each", "copies", Load::prepare, copies::run),
    ];
    ways.into_iter().flatten().collect()
}

/// A row for each number of keys in a step.
fn sweep<W: 'static, A: IntoAnswer + 'static>(
    way: &str,
    label: &'static str,
    file: &str,
    prepare: fn(&Settings) -> Result<W>,
    run: fn(&W) -> A,
) -> [Strategy; 4] {
    [1, 10, 100, 1_000].map(|keys| {
        let (key, row) =
            (format!("{way}-{keys}"), format!("{label}, {keys} at a time"));
        Strategy::new(key, row, format!("src/locks/{file}.rs"), prepare, run)
            .in_group(label)
            .with("keys", Setting::Count(keys))
    })
}
