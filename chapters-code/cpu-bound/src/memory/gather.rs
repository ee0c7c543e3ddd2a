//! Reads all over the array, at places that are known beforehand.

// ANCHOR: listing
use super::array::Array;

/// Reads the element of every key, on all threads.
pub(super) fn read_all(array: &Array) -> u64 {
    array.by_keys(|keys| keys.map(|key| array.ones[array.place(key)]).sum())
}
// ANCHOR_END: listing
