//! A table whose keys never change, and whose values are atomics.

// ANCHOR: listing
use std::collections::HashMap;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::load::Load;

/// A value is a number, so it can be changed while others read the table.
pub(super) fn run(load: &Load) -> u64 {
    let counts = load.table().into_iter();
    let table: HashMap<u64, AtomicU64> =
        counts.map(|(key, count)| (key, AtomicU64::new(count))).collect();
    let read = |key| table.get(&key).map(|count| black_box(count.load(Relaxed)));
    let found = load.on_all_threads(
        |keys| keys.filter_map(read).count() as u64,
        |keys| {
            for count in keys.filter_map(|key| table.get(&key)) {
                count.fetch_add(1, Relaxed);
            }
        },
    );
    found + table.into_values().map(AtomicU64::into_inner).sum::<u64>()
}
// ANCHOR_END: listing
