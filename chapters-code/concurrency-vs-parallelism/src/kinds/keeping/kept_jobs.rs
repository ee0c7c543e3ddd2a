//! Jobs in the queue of a pool whose threads are busy.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};

/// Keeps this many jobs queued, looks, has them done, and counts them.
pub(super) fn keep(jobs: u64, look: impl FnOnce() + Send) -> u64 {
    let pool = rayon::current_num_threads();
    let (gate, all_busy, done) =
        (Mutex::new(()), Barrier::new(pool), AtomicU64::new(0));
    rayon::scope(|scope| {
        // The gate is closed while this thread of the pool holds its lock.
        let _closed = gate.lock().expect("no job panicked");
        // The others are made to wait for it.
        for _ in 1..pool {
            scope.spawn(|_| {
                all_busy.wait();
                drop(gate.lock().expect("no job panicked"));
            });
        }
        all_busy.wait();
        for _ in 0..jobs {
            scope.spawn(|_| {
                done.fetch_add(1, Relaxed);
            });
        }
        look();
    });
    done.into_inner()
}
// ANCHOR_END: listing
