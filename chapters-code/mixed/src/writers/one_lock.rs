//! Several threads that share one connection behind a mutex.

// ANCHOR: listing
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use measure::trace;

use super::counts::Counts;
use super::inserts::{Inserts, insert};

/// Each thread inserts its share; they take turns at the connection.
pub(super) fn insert_all(inserts: &Inserts) -> Result<Counts> {
    let connection = Mutex::new(inserts.connect()?);
    inserts.on_threads(|share| {
        for number in share {
            let turn = trace::ready(number);
            let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            drop(turn);
            let _disk = trace::waiting(number);
            insert(&connection, *number)?;
        }
        Ok(Counts::of_commits(share.len()))
    })
}
// ANCHOR_END: listing
