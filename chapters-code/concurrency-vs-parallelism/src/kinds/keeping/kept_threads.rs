//! Threads of the operating system.

// ANCHOR: listing
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

use anyhow::Result;

/// Keeps so many threads waiting, looks, lets them go, and counts them.
pub(super) fn keep(threads: u64, mut look: impl FnMut()) -> Result<u64> {
    let gate = Mutex::new(());
    let there = AtomicU64::new(0);
    thread::scope(|scope| {
        let closed = gate.lock();
        let unit = || {
            there.fetch_add(1, SeqCst);
            drop(gate.lock()); // waits here
            1
        };
        let units = (0..threads)
            .map(|_| thread::Builder::new().spawn_scoped(scope, unit))
            .collect::<Result<Vec<_>, _>>()?;
        while there.load(SeqCst) < threads {
            thread::yield_now();
        }
        look();
        drop(closed);
        Ok(units.into_iter().map(|unit| unit.join().expect("it did not panic")).sum())
    })
}
// ANCHOR_END: listing
