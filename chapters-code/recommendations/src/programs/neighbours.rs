//! A counter for each thread, all of them side by side.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

const ADDITIONS: u32 = 15_000_000;

pub(super) fn main() {
    let counters = [const { AtomicU64::new(0) }; 2];
    thread::scope(|scope| {
        for counter in &counters {
            scope.spawn(move || {
                for _ in 0..ADDITIONS {
                    counter.fetch_add(1, Relaxed);
                }
            });
        }
    });
}
// ANCHOR_END: listing
