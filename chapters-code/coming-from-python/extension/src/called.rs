//! The sieve as functions of a Python module.

// ANCHOR: listing
use pyo3::prelude::*;
use rayon::prelude::*;

use crate::sieve;

/// Counts with the lock held, as every call does unless it says otherwise.
#[pyfunction]
pub(crate) fn primes_up_to(limit: usize) -> u64 {
    sieve::primes_up_to(limit)
}

/// Counts without the lock: other threads of Python run meanwhile.
#[pyfunction]
pub(crate) fn primes_up_to_detached(py: Python<'_>, limit: usize) -> u64 {
    py.detach(|| sieve::primes_up_to(limit))
}

/// Counts for all limits in one call, on a thread of Rust per core.
#[pyfunction]
pub(crate) fn count_all(py: Python<'_>, limits: Vec<usize>) -> u64 {
    py.detach(|| limits.into_par_iter().map(sieve::primes_up_to).sum())
}
// ANCHOR_END: listing
