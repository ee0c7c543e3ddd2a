//! One sum, of a list and of bytes.

// ANCHOR: listing
use pyo3::prelude::*;

/// Adds up a list: each of its numbers is an object, which is converted first.
#[pyfunction]
pub(crate) fn sum_of_list(numbers: Vec<u64>) -> u64 {
    numbers.into_iter().sum()
}

/// Adds up numbers of eight bytes where Python has them: nothing is copied.
#[pyfunction]
pub(crate) fn sum_of_bytes(numbers: &[u8]) -> u64 {
    let numbers = numbers.as_chunks().0.iter();
    numbers.map(|&bytes| u64::from_le_bytes(bytes)).sum()
}
// ANCHOR_END: listing
