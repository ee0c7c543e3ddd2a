//! A new vector every time, which grows as it is filled.

// ANCHOR: listing
use std::hint::black_box;

use super::load::Load;

/// Fills vectors with numbers on all threads, and counts those.
pub(super) fn count(load: &Load) -> u64 {
    load.on_threads(|| {
        let mut count = 0;
        for _ in 0..load.each {
            let mut numbers = Vec::new();
            for number in 0..load.length {
                numbers.push(number);
            }
            count += black_box(numbers).len();
        }
        count as u64
    })
}
// ANCHOR_END: listing
