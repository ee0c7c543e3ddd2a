//! What computes, wherever this chapter wants something that does.

use std::ops::Range;

// ANCHOR: primes
/// How many of these numbers are prime.
pub fn count_primes(numbers: Range<u64>) -> u64 {
    let is_prime =
        |n: &u64| *n >= 2 && (2..=n.isqrt()).all(|divisor| !n.is_multiple_of(divisor));
    numbers.filter(is_prime).count() as u64
}
// ANCHOR_END: primes

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn primes_are_counted() {
        assert_eq!(count_primes(0..30), 10);
        assert_eq!(count_primes(1_000_000..1_001_000), 75);
    }
}
