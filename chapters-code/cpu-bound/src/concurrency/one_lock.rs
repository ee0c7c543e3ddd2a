//! Threads of which one runs at a time: who has the lock.

// ANCHOR: listing
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts up to every limit; a thread computes only while it holds the one lock.
pub(super) fn count_all(workload: &Workload) -> u64 {
    let taken = AtomicUsize::new(0);
    let take = || workload.limits.get(taken.fetch_add(1, Relaxed));
    let global = Mutex::new(());
    let count = || {
        let mut found = 0;
        while let Some(limit) = take() {
            let _running = global.lock().expect("no thread panicked");
            found += primes_up_to(*limit);
        }
        found
    };
    thread::scope(|scope| {
        let threads: Vec<_> =
            (0..workload.workers).map(|_| scope.spawn(count)).collect();
        threads.into_iter().map(|thread| thread.join().expect("it did not panic")).sum()
    })
}
// ANCHOR_END: listing
