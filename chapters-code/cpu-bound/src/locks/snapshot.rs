//! A table that nobody changes: a writer puts a changed copy in its place.

// ANCHOR: listing
use arc_swap::ArcSwap;

use super::load::{Load, Table, change, look_up};

/// Readers have the table as it was when they asked for it, and no lock.
pub(super) fn run(load: &Load) -> u64 {
    let current = ArcSwap::from_pointee(load.table());
    let found = load.on_all_threads(
        |keys| look_up(&current.load(), keys),
        |keys| {
            // Is done again if another writer was quicker.
            current.rcu(|table| {
                let mut copy = Table::clone(table);
                change(&mut copy, keys.clone());
                copy
            });
        },
    );
    found + current.load().values().sum::<u64>()
}
// ANCHOR_END: listing
