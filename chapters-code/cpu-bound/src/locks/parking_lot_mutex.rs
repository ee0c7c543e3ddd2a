//! A table behind `parking_lot`'s mutex.

// ANCHOR: listing
use parking_lot::Mutex;

use super::load::{Load, change, look_up};

/// A thread that panics leaves the lock free: there is nothing to expect.
pub(super) fn run(load: &Load) -> u64 {
    let table = Mutex::new(load.table());
    let found = load.on_all_threads(
        |keys| look_up(&table.lock(), keys),
        |keys| change(&mut table.lock(), keys),
    );
    found + table.into_inner().values().sum::<u64>()
}
// ANCHOR_END: listing
