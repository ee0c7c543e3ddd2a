//! Several threads send what to insert to one writer, and go on.

// ANCHOR: listing
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use anyhow::Result;
use measure::join;

use super::counts::Counts;
use super::inserts::{Inserts, insert};

/// Each thread sends its share; one writes.
pub(super) fn insert_all(inserts: &Inserts) -> Result<Counts> {
    let (sender, receiver) = sync_channel(inserts.batch);
    thread::scope(|scope| {
        let writer = scope.spawn(move || write(inserts, &receiver));
        for share in inserts.shares() {
            let sender = sender.clone();
            // It ends early only if the writer has failed, which says why.
            scope.spawn(move || {
                share.iter().try_for_each(|number| sender.send(*number))
            });
        }
        drop(sender);
        join(writer)
    })
}

/// Writes in one transaction what has come since the last one.
fn write(inserts: &Inserts, receiver: &Receiver<i64>) -> Result<Counts> {
    let (mut connection, mut commits) = (inserts.connect()?, 0);
    while let Ok(first) = receiver.recv() {
        let transaction = connection.transaction()?;
        insert(&transaction, first)?;
        for number in receiver.try_iter() {
            insert(&transaction, number)?;
        }
        transaction.commit()?;
        commits += 1;
    }
    Ok(Counts::of_commits(commits))
}
// ANCHOR_END: listing
