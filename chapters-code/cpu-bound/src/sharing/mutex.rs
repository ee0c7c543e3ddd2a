//! One counter for all, behind a lock.

// ANCHOR: listing
use std::sync::Mutex;
use std::thread;

use super::counting::Counting;

/// Makes the additions on all threads, each under the lock.
pub(super) fn count(counting: &Counting) -> u64 {
    let total = Mutex::new(0);
    let count = || {
        for _ in 0..counting.each {
            *total.lock().expect("no thread panicked") += 1;
        }
    };
    thread::scope(|scope| {
        for _ in 0..counting.workers {
            scope.spawn(count);
        }
    });
    total.into_inner().expect("no thread panicked")
}
// ANCHOR_END: listing
