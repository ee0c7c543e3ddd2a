//! The guard of an async lock, kept across an await.

use std::sync::Arc;

use tokio::sync::Mutex;
use tokio::task::yield_now;

// ANCHOR: listing
/// Ends: the other task waits for the lock, and the thread does not.
pub(super) async fn kept() -> u64 {
    let count = Arc::new(Mutex::new(0));
    let other = tokio::spawn(add(Arc::clone(&count)));
    let mut guard = count.lock().await;
    yield_now().await;
    *guard += 1;
    drop(guard);
    other.await.expect("no panic");
    *count.lock().await
}

/// Hangs: what is awaited under the lock wants the lock.
pub(super) async fn awaits(other: impl AsyncFnOnce(Arc<Mutex<u64>>)) -> u64 {
    let count = Arc::new(Mutex::new(0));
    let mut guard = count.lock().await;
    other(Arc::clone(&count)).await;
    *guard += 1;
    *guard
}

pub(super) async fn add(count: Arc<Mutex<u64>>) {
    *count.lock().await += 1;
}
// ANCHOR_END: listing

// ANCHOR: polls
/// Instead of waiting for the lock, looks again and again whether it is free.
pub(super) async fn add_by_polling(count: Arc<Mutex<u64>>) {
    loop {
        if let Ok(mut guard) = count.try_lock() {
            *guard += 1;
            return;
        }
        yield_now().await;
    }
}
// ANCHOR_END: polls
