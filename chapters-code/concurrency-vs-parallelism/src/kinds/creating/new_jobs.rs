//! Jobs for a pool that is there already.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Runs this many jobs. A job returns nothing, so each adds its number.
pub(super) fn create(jobs: u64) -> u64 {
    let sum = AtomicU64::new(0);
    rayon::scope(|scope| {
        for number in 0..jobs {
            let sum = &sum;
            scope.spawn(move |_| {
                sum.fetch_add(number, Relaxed);
            });
        }
    });
    sum.into_inner()
}
// ANCHOR_END: listing
