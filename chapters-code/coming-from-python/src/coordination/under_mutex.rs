//! A counter that several threads increment, each time under a lock.

// ANCHOR: listing
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::Increments;

/// Increments a counter `increments` times in all.
pub(super) fn count_to(&Increments { increments, threads }: &Increments) -> u64 {
    let counter = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                for _ in 0..increments / threads {
                    *counter.lock().unwrap_or_else(PoisonError::into_inner) += 1;
                }
            });
        }
    });
    counter.into_inner().unwrap_or_else(PoisonError::into_inner)
}
// ANCHOR_END: listing
