//! What computes, wherever this chapter wants a program that computes.

use std::ops::Range;

// ANCHOR: primes
/// Counts the primes below a limit, by trial division: it needs a core, and next
/// to no memory.
pub fn primes_below(limit: u64) -> u64 {
    primes_in(2..limit)
}

/// Counts the primes in a range that begins at two or later.
pub fn primes_in(numbers: Range<u64>) -> u64 {
    let is_prime = |number: &u64| {
        (2..=number.isqrt()).all(|divisor| !number.is_multiple_of(divisor))
    };
    numbers.filter(is_prime).count() as u64
}
// ANCHOR_END: primes

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_primes_are_counted() {
        let counted = [0, 2, 3, 10, 100, 1_000].map(primes_below);
        assert_eq!(counted, [0, 0, 1, 4, 25, 168]);
        assert_eq!(primes_in(10..100), 21);
    }
}
