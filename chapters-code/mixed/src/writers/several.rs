//! Several threads with a connection each, which waits for the lock.

// ANCHOR: listing
use anyhow::Result;

use super::counts::Counts;
use super::inserts::{Inserts, insert};

/// Each thread inserts its share, each row for itself.
pub(super) fn insert_all(inserts: &Inserts) -> Result<Counts> {
    inserts.on_threads(|share| {
        let connection = inserts.connect()?;
        connection.busy_timeout(inserts.patience)?;
        for number in share {
            insert(&connection, *number)?;
        }
        Ok(Counts::of_commits(share.len()))
    })
}
// ANCHOR_END: listing
