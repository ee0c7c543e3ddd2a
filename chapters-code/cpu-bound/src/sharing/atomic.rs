//! One counter for all, an atomic.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

use super::counting::Counting;

/// Makes the additions on all threads, each in one atomic step.
pub(super) fn count(counting: &Counting) -> u64 {
    let total = AtomicU64::new(0);
    let count = || {
        for _ in 0..counting.each {
            total.fetch_add(1, Relaxed);
        }
    };
    thread::scope(|scope| {
        for _ in 0..counting.workers {
            scope.spawn(count);
        }
    });
    total.into_inner()
}
// ANCHOR_END: listing
