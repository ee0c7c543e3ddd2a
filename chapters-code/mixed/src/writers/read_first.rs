//! Several threads whose transactions read before they write.

// ANCHOR: listing
use anyhow::Result;
use measure::trace;
use rusqlite::Connection;

use super::counts::{Counts, is_locked};
use super::inserts::{Inserts, insert, is_there};

/// Each thread inserts its share, and gives up what is refused.
pub(super) fn insert_all(inserts: &Inserts) -> Result<Counts> {
    inserts.on_threads(|share| {
        let mut connection = inserts.connect()?;
        connection.busy_timeout(inserts.patience)?;
        let mut counts = Counts::default();
        for number in share {
            let inserted = insert_new(inserts, &mut connection, *number);
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

// ANCHOR: transaction
/// Inserts a row unless it is there: reads, and then writes.
fn insert_new(
    inserts: &Inserts,
    connection: &mut Connection,
    number: i64,
) -> rusqlite::Result<()> {
    let turn = trace::ready(number);
    // BEGIN, or BEGIN IMMEDIATE, which waits for the lock.
    let transaction = connection.transaction_with_behavior(inserts.begin)?;
    drop(turn);
    let _disk = trace::waiting(number);
    if !is_there(&transaction, number)? {
        insert(&transaction, number)?;
    }
    transaction.commit()
}
// ANCHOR_END: transaction
