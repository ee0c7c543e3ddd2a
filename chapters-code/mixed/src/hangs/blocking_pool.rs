//! Calls on a runtime's pool for blocking calls that wait for others on that pool.

use std::sync::{Arc, Barrier};

use futures_util::future::join_all;
use tokio::runtime::{Handle, Runtime};

// ANCHOR: listing
/// Calls that all run at once, and each of which waits for another call. Hangs if they
/// are as many as the pool has threads.
pub(super) fn calls_wait(runtime: &Runtime, calls: usize) -> u64 {
    let gate = Arc::new(Barrier::new(calls));
    let outer = (0..calls).map(|_| {
        let (gate, handle) = (Arc::clone(&gate), runtime.handle().clone());
        runtime.spawn_blocking(move || {
            gate.wait(); // each call has a thread now
            handle.block_on(handle.spawn_blocking(read)).expect("no panic")
        })
    });
    sum(runtime.block_on(join_all(outer)))
}

/// Ends: what waits for the calls is a task, and needs no thread for that.
pub(super) fn tasks_wait(runtime: &Runtime, calls: usize) -> u64 {
    let outer = (0..calls).map(|_| {
        runtime.spawn(async {
            let handle = Handle::current();
            handle.spawn_blocking(prepare).await.expect("no panic");
            handle.spawn_blocking(read).await.expect("no panic")
        })
    });
    sum(runtime.block_on(join_all(outer)))
}
// ANCHOR_END: listing

fn prepare() {}

fn read() -> u64 {
    1
}

fn sum(read: Vec<Result<u64, tokio::task::JoinError>>) -> u64 {
    read.into_iter().map(|read| read.expect("no panic")).sum()
}
