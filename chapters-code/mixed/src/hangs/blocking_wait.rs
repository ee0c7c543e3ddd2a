//! A task that waits for another on the same thread.

use std::sync::mpsc;

use tokio::sync::oneshot;

// ANCHOR: listing
/// Hangs: `recv` keeps the thread that the sender needs.
#[expect(clippy::unused_async, reason = "this is what hangs")]
pub(super) async fn received() -> u64 {
    let (sender, receiver) = mpsc::channel();
    tokio::spawn(async move { sender.send(2) });
    receiver.recv().expect("it sends")
}

/// Ends: an await gives the thread away.
pub(super) async fn awaited() -> u64 {
    let (sender, receiver) = oneshot::channel();
    tokio::spawn(async move { sender.send(2) });
    receiver.await.expect("it sends")
}
// ANCHOR_END: listing
