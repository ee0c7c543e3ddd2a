//! One thread makes all the additions.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::counting::Counting;

/// Makes every addition on the calling thread.
pub(super) fn count(counting: &Counting) -> u64 {
    let total = AtomicU64::new(0);
    for _ in 0..counting.all() {
        total.fetch_add(1, Relaxed);
    }
    total.into_inner()
}
// ANCHOR_END: listing
