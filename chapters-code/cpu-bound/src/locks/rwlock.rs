//! A table behind the standard library's read-write lock.

// ANCHOR: listing
use std::sync::RwLock;

use super::load::{Load, change, look_up};

/// Readers may have the table together, and a writer has it for itself.
pub(super) fn run(load: &Load) -> u64 {
    let table = RwLock::new(load.table());
    let read = || table.read().expect("no thread panicked");
    let write = || table.write().expect("no thread panicked");
    let found = load.on_all_threads(
        |keys| look_up(&read(), keys),
        |keys| change(&mut write(), keys),
    );
    found + read().values().sum::<u64>()
}
// ANCHOR_END: listing
