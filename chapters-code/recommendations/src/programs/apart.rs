//! The same counters, each on cache lines of its own.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

const ADDITIONS: u32 = 15_000_000;

#[repr(align(128))]
struct Apart(AtomicU64);

pub(super) fn main() {
    let counters = [const { Apart(AtomicU64::new(0)) }; 2];
    thread::scope(|scope| {
        for Apart(counter) in &counters {
            scope.spawn(move || {
                for _ in 0..ADDITIONS {
                    counter.fetch_add(1, Relaxed);
                }
            });
        }
    });
}
// ANCHOR_END: listing
