//! One thread inserts, and another reads as long as it does.

// ANCHOR: listing
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

use anyhow::Result;
use measure::join;
use rusqlite::Connection;

use super::autocommit;
use super::counts::{Counts, Reads};
use super::inserts::{Inserts, is_there};

/// Inserts all, each for itself, beside a reader.
pub(super) fn insert_all(inserts: &Inserts) -> Result<Counts> {
    let connection = inserts.connect()?;
    is_there(&connection, 0)?;
    let done = &AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(move || read_until(&connection, done));
        let counts = autocommit::insert_all(inserts);
        done.store(true, Relaxed);
        Ok(Counts { reads: Some(join(reader)?), ..counts? })
    })
}

/// Reads one row again and again. Where it has to wait for a lock, it does.
fn read_until(connection: &Connection, done: &AtomicBool) -> Result<Reads> {
    let mut reads = Reads::default();
    while reads.count == 0 || !done.load(Relaxed) {
        let began = Instant::now();
        is_there(connection, 0)?;
        reads.count += 1;
        reads.longest = reads.longest.max(began.elapsed());
    }
    Ok(reads)
}
// ANCHOR_END: listing
