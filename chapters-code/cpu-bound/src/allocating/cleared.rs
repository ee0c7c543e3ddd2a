//! One vector for each thread, cleared and filled again.

// ANCHOR: listing
use std::hint::black_box;

use super::load::Load;

/// Fills a vector with numbers on all threads, again and again, and counts those.
pub(super) fn count(load: &Load) -> u64 {
    load.on_threads(|| {
        let mut count = 0;
        let mut numbers = Vec::new();
        for _ in 0..load.each {
            numbers.clear(); // it keeps its memory
            for number in 0..load.length {
                numbers.push(number);
            }
            count += black_box(&numbers).len();
        }
        count as u64
    })
}
// ANCHOR_END: listing
