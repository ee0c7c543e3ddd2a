//! Threads of the operating system.

// ANCHOR: listing
use std::sync::{Mutex, mpsc};
use std::thread;

use anyhow::Result;
use measure::join;

/// Keeps this many threads waiting, looks, lets them go, and counts them.
pub(super) fn keep(threads: u64, look: impl FnOnce()) -> Result<u64> {
    // The gate is closed while this thread holds its lock.
    let gate = Mutex::new(());
    let (there, arrivals) = mpsc::channel();
    thread::scope(|scope| {
        let closed = gate.lock().expect("no thread panicked");
        let unit = || {
            there.send(()).expect("the receiver is here");
            drop(gate.lock().expect("no thread panicked")); // waits here
            1
        };
        let units = (0..threads)
            .map(|_| thread::Builder::new().spawn_scoped(scope, unit))
            .collect::<Result<Vec<_>, _>>()?;
        arrivals.iter().take(units.len()).for_each(drop); // all are there
        look();
        drop(closed);
        Ok(units.into_iter().map(join).sum())
    })
}
// ANCHOR_END: listing
