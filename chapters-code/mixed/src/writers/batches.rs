//! One thread, and a transaction for each batch.

// ANCHOR: listing
use anyhow::Result;

use super::counts::Counts;
use super::inserts::{Inserts, insert};

/// Inserts all, and commits after each batch.
pub(super) fn insert_all(inserts: &Inserts) -> Result<Counts> {
    let mut connection = inserts.connect()?;
    let batches = inserts.numbers.chunks(inserts.batch);
    let commits = batches.len();
    for batch in batches {
        let transaction = connection.transaction()?;
        for number in batch {
            insert(&transaction, *number)?;
        }
        transaction.commit()?;
    }
    Ok(Counts::of_commits(commits))
}
// ANCHOR_END: listing
