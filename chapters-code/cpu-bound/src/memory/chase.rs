//! Reads all over the array, each at a place that the one before decides.

// ANCHOR: listing
use super::array::Array;

/// Reads as many elements, on all threads; what is read makes the next key.
pub(super) fn read_all(array: &Array) -> u64 {
    array.by_keys(|keys| {
        let mut key = keys.start;
        for _ in keys.clone() {
            key += array.ones[array.place(key)];
        }
        key - keys.start
    })
}
// ANCHOR_END: listing
