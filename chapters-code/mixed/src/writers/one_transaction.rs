//! One thread, and one transaction.

// ANCHOR: listing
use anyhow::Result;

use super::counts::Counts;
use super::inserts::{Inserts, insert};

/// Inserts all, and commits once.
pub(super) fn insert_all(inserts: &Inserts) -> Result<Counts> {
    let mut connection = inserts.connect()?;
    let transaction = connection.transaction()?;
    for number in &inserts.numbers {
        insert(&transaction, *number)?;
    }
    transaction.commit()?;
    Ok(Counts::of_commits(1))
}
// ANCHOR_END: listing
