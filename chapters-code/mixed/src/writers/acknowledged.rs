//! Several threads send what to insert to one writer, and wait until it is committed.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use anyhow::Result;
use measure::{join, trace};

use super::counts::Counts;
use super::inserts::{Inserts, insert};

/// Each thread sends its share, a row at a time; one writes.
pub(super) fn insert_all(inserts: &Inserts) -> Result<Counts> {
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        let writer = scope.spawn(move || write(inserts, &receiver));
        for share in inserts.shares() {
            let sender = sender.clone();
            scope.spawn(move || send_all(share, &sender));
        }
        drop(sender);
        join(writer)
    })
}

// ANCHOR: listing
/// What to insert, and whom to tell when it is committed.
type Order = (i64, Sender<()>);

/// Sends a row and waits until it is committed, one after another. It ends early if
/// the writer failed, who says so itself.
fn send_all(share: &[i64], writer: &Sender<Order>) -> Option<()> {
    let (done, committed) = channel();
    for number in share {
        let _turn = trace::ready(number);
        writer.send((*number, done.clone())).ok()?;
        committed.recv().ok()?;
    }
    Some(())
}

/// Writes in one transaction what has come since the last one.
fn write(inserts: &Inserts, receiver: &Receiver<Order>) -> Result<Counts> {
    let (mut connection, mut commits) = (inserts.connect()?, 0);
    while let Ok(first) = receiver.recv() {
        let batch: Vec<Order> =
            [first].into_iter().chain(receiver.try_iter()).collect();
        let disk = trace::waiting(trace::numbered("commit"));
        let transaction = connection.transaction()?;
        for (number, _) in &batch {
            insert(&transaction, *number)?;
        }
        transaction.commit()?;
        drop(disk);
        commits += 1;
        for (_, done) in batch {
            let _ = done.send(()); // whoever has gone need not know
        }
    }
    Ok(Counts::of_commits(commits))
}
// ANCHOR_END: listing
