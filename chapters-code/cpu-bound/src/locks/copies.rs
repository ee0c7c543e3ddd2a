//! A table for each thread. At the end they are added up.

// ANCHOR: listing
use super::load::{Load, Step, change, look_up};

/// Nothing is shared until a thread has done all its steps.
pub(super) fn run(load: &Load) -> u64 {
    let parts = load.on_each_thread(|steps| {
        let (mut table, mut found) = (load.table(), 0);
        for step in steps {
            match step {
                Step::Read(keys) => found += look_up(&table, keys),
                Step::Write(keys) => change(&mut table, keys),
            }
        }
        (table, found)
    });
    let (mut merged, mut all_found) = (load.table(), 0);
    for (table, found) in parts {
        for (key, count) in table {
            *merged.entry(key).or_default() += count;
        }
        all_found += found;
    }
    all_found + merged.values().sum::<u64>()
}
// ANCHOR_END: listing
