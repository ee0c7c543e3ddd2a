//! A counter for each thread, and nothing else in its cache line.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

use super::counting::Counting;

/// A counter that begins where no other ends. Two lines of 64 bytes: some
/// processors fetch them in pairs, and others have lines of 128.
#[repr(align(128))]
struct Padded(AtomicU64);

/// Makes the additions on all threads, each to a counter of its own.
pub(super) fn count(counting: &Counting) -> u64 {
    let counters: Vec<_> =
        (0..counting.workers).map(|_| Padded(AtomicU64::new(0))).collect();
    let count = |own: &Padded| {
        for _ in 0..counting.each {
            own.0.fetch_add(1, Relaxed);
        }
    };
    thread::scope(|scope| {
        for own in &counters {
            scope.spawn(move || count(own));
        }
    });
    counters.into_iter().map(|own| own.0.into_inner()).sum()
}
// ANCHOR_END: listing
