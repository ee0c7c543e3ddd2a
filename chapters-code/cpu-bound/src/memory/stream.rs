//! The sum of an array, from one end to the other.

// ANCHOR: listing
use std::hint::black_box;
use std::thread;

use measure::join;

use super::array::Array;

/// Adds up the array, a share on each thread, as often as it says.
pub(super) fn sum_all(array: &Array) -> u64 {
    let share = array.ones.len().div_ceil(array.workers as usize);
    let sum = |share: &[u64]| -> u64 {
        // The compiler may not know that the next sum is the same.
        (0..array.each).map(|_| black_box(share).iter().sum::<u64>()).sum()
    };
    thread::scope(|scope| {
        let shares = array.ones.chunks(share);
        let threads: Vec<_> =
            shares.map(|share| scope.spawn(move || sum(share))).collect();
        threads.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing
