//! A table behind `parking_lot`'s read-write lock.

// ANCHOR: listing
use parking_lot::RwLock;

use super::load::{Load, change, look_up};

/// Readers may have the table together, and a writer has it for itself.
pub(super) fn run(load: &Load) -> u64 {
    let table = RwLock::new(load.table());
    let found = load.on_all_threads(
        |keys| look_up(&table.read(), keys),
        |keys| change(&mut table.write(), keys),
    );
    found + table.into_inner().values().sum::<u64>()
}
// ANCHOR_END: listing
