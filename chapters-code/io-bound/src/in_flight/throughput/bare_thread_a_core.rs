//! A thread for each core, each with a runtime and connections of its own.

use std::thread;

use anyhow::Result;
use measure::Answer;

use super::Load;
use super::bare_one_thread::keep_all_busy;
use super::connections::timed;
use crate::join::join_all;

// ANCHOR: listing
/// Fetches over all connections at once. Each stays on the thread that opened it.
pub(super) fn fetch_all(load: &Load) -> Result<Answer> {
    let threads = thread::available_parallelism()?.get() as u64;
    let share = |thread| {
        (thread + 1) * load.connections / threads - thread * load.connections / threads
    };
    timed(load, || {
        thread::scope(|scope| {
            let threads = (0..threads)
                .map(|thread| scope.spawn(move || keep_all_busy(load, share(thread))));
            join_all(threads.collect()).into_iter().sum()
        })
    })
}
// ANCHOR_END: listing
