//! Several threads with a connection each, which does not wait for the lock.

// ANCHOR: listing
use std::time::Duration;

use anyhow::Result;

use super::counts::{Counts, is_locked};
use super::inserts::{Inserts, insert};

/// Each thread inserts its share, and gives up what is refused.
pub(super) fn insert_all(inserts: &Inserts) -> Result<Counts> {
    inserts.on_threads(|share| {
        let connection = inserts.connect()?;
        connection.busy_timeout(Duration::ZERO)?; // what SQLite itself begins with
        let mut counts = Counts::default();
        for number in share {
            let inserted = insert(&connection, *number);
            if is_locked(&inserted) {
                counts.locked += 1;
                counts.lost += 1;
            } else {
                inserted?;
                counts.commits += 1;
            }
        }
        Ok(counts)
    })
}
// ANCHOR_END: listing
