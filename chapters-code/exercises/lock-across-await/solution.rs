//! A task that waits for Tokio's `Mutex` gives way: it is no longer polled, until whoever has
//! the lock lets go and wakes the next in line. So the thread is free for the disk's answer.
//! The guard lives across the `.await`, since the entry has to stay whole.
//!
//! What else would do: a task that owns the journal and is sent the entries through a
//! channel; then nothing is locked at all. Where nothing has to hold across an `.await`, the
//! lock of the standard library is the better one: lock, change, and let go before it.

use exercises::journal::{Journal, disk};
use tokio::sync::Mutex;

/// What the tasks share.
pub struct Shared {
    journal: Mutex<Journal>,
}

/// For a journal without entries.
pub fn new(journal: Journal) -> Shared {
    Shared { journal: Mutex::new(journal) }
}

/// Writes one entry.
pub async fn write(shared: &Shared, entry: usize) {
    let mut journal = shared.journal.lock().await;
    journal.begin(entry);
    disk().await;
    journal.end(entry);
}
