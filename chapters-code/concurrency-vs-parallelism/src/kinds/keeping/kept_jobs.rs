//! Jobs in the queue of a pool whose threads are busy.

// ANCHOR: listing
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

/// Keeps so many jobs queued, looks, has them done, and counts them.
pub(super) fn keep(jobs: u64, mut look: impl FnMut() + Send) -> u64 {
    let gate = Mutex::new(());
    let (there, done) = (AtomicU64::new(0), AtomicU64::new(0));
    rayon::scope(|scope| {
        let _closed = gate.lock();
        // This is one of the pool's threads. The others are made to wait.
        let others = rayon::current_num_threads() as u64 - 1;
        for _ in 0..others {
            scope.spawn(|_| {
                there.fetch_add(1, SeqCst);
                drop(gate.lock());
            });
        }
        while there.load(SeqCst) < others {
            thread::yield_now();
        }
        for _ in 0..jobs {
            scope.spawn(|_| {
                done.fetch_add(1, SeqCst);
            });
        }
        look();
    });
    done.into_inner()
}
// ANCHOR_END: listing
