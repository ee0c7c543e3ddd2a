//! A counter for each thread, and eight of them to a cache line.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

use super::counting::Counting;

/// Makes the additions on all threads, each to a counter of its own.
pub(super) fn count(counting: &Counting) -> u64 {
    let counters: Vec<_> = (0..counting.workers).map(|_| AtomicU64::new(0)).collect();
    let count = |own: &AtomicU64| {
        for _ in 0..counting.each {
            own.fetch_add(1, Relaxed);
        }
    };
    thread::scope(|scope| {
        for own in &counters {
            scope.spawn(move || count(own));
        }
    });
    counters.into_iter().map(AtomicU64::into_inner).sum()
}
// ANCHOR_END: listing
