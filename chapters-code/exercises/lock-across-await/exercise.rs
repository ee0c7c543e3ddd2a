//! # A lock across an await
//!
//! Six tasks write into one journal, on a runtime of one thread. Each entry has a beginning
//! and an end, and in between the disk is waited for. An entry must not begin before the one
//! before it has ended: therefore the lock. But a task that waits for this lock blocks the
//! thread, and the task that has it never goes on.
//!
//! Make all six end. Entries stay whole, no task is polled again and again while it waits,
//! and it stays one thread.

use std::sync::Mutex;

use exercises::journal::{Journal, disk};

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
    let mut journal = shared.journal.lock().expect("no task panics");
    journal.begin(entry);
    disk().await;
    journal.end(entry);
}
