//! Threads of the operating system.

// ANCHOR: listing
use std::thread;

use anyhow::Result;
use measure::join;

/// Starts this many threads, and adds up what they return.
pub(super) fn create(threads: u64) -> Result<u64> {
    thread::scope(|scope| {
        let threads = (0..threads)
            .map(|number| thread::Builder::new().spawn_scoped(scope, move || number))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(threads.into_iter().map(join).sum())
    })
}
// ANCHOR_END: listing
