//! A guard that a task keeps across an await.

use std::sync::{Arc, Mutex};

use tokio::task::{JoinHandle, yield_now};

// ANCHOR: listing
/// Hangs: the guard is kept while the other task has the thread.
#[expect(clippy::await_holding_lock, reason = "this is what hangs")]
pub(super) async fn kept() -> u64 {
    let count = Arc::new(Mutex::new(0));
    let other = spawn_add(&count);
    let mut guard = count.lock().expect("no panic");
    yield_now().await; // any await will do: the other task gets its turn
    *guard += 1;
    drop(guard);
    other.await.expect("no panic");
    *count.lock().expect("no panic")
}

/// Ends: the guard is gone before the await.
pub(super) async fn dropped() -> u64 {
    let count = Arc::new(Mutex::new(0));
    let other = spawn_add(&count);
    *count.lock().expect("no panic") += 1;
    yield_now().await;
    other.await.expect("no panic");
    *count.lock().expect("no panic")
}

/// Another task that wants the lock.
fn spawn_add(count: &Arc<Mutex<u64>>) -> JoinHandle<()> {
    let count = Arc::clone(count);
    tokio::spawn(async move { *count.lock().expect("no panic") += 1 })
}
// ANCHOR_END: listing
