//! Functions in Rust that a program in Python calls. Without the feature `pyo3` there are
//! none.

#[cfg(feature = "pyo3")]
mod called;
#[cfg(feature = "pyo3")]
mod converted;
#[cfg(feature = "pyo3")]
#[path = "../../src/sieve.rs"]
pub mod sieve;

/// What Python imports: `import rust_sieve`.
#[cfg(feature = "pyo3")]
#[pyo3::pymodule]
mod rust_sieve {
    #[pymodule_export]
    use super::called::{count_all, primes_up_to, primes_up_to_detached};
    #[pymodule_export]
    use super::converted::{sum_of_bytes, sum_of_list};
}
