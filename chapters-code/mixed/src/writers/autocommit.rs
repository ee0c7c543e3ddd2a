//! One thread, and a transaction for each insert.

// ANCHOR: listing
use anyhow::Result;

use super::counts::Counts;
use super::inserts::{Inserts, insert};

/// Inserts all, each for itself.
pub(super) fn insert_all(inserts: &Inserts) -> Result<Counts> {
    let connection = inserts.connect()?;
    for number in &inserts.numbers {
        insert(&connection, *number)?;
    }
    Ok(Counts::of_commits(inserts.numbers.len()))
}
// ANCHOR_END: listing
