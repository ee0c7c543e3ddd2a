//! Threads of the operating system.

// ANCHOR: listing
use std::thread;

use anyhow::Result;

/// Starts so many threads, and adds up what they return.
pub(super) fn create(threads: u64) -> Result<u64> {
    thread::scope(|scope| {
        let threads = (0..threads)
            .map(|number| thread::Builder::new().spawn_scoped(scope, move || number))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(threads
            .into_iter()
            .map(|thread| thread.join().expect("it did not panic"))
            .sum())
    })
}
// ANCHOR_END: listing
