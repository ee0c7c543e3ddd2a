//! A wheel: a sieve for each remainder that a prime can have.

// ANCHOR: listing
use super::Limit;
use super::bits::{cross_out, left};
use super::small_primes::small_primes;

/// The product of the first five primes. A number's remainder by it tells
/// whether one of the five divides the number.
const WHEEL: usize = 2 * 3 * 5 * 7 * 11;

/// How many primes there are up to `limit`.
pub fn count(limit: &Limit) -> u64 {
    let primes = small_primes(limit.0.isqrt());
    let others = steps(&primes[5..]);
    let count: u64 = spokes().map(|spoke| left_on(spoke, limit, &others)).sum();
    count + primes.len() as u64 - 1
}

/// The remainders of numbers that none of the five divides.
pub(super) fn spokes() -> impl Iterator<Item = usize> {
    (1..WHEEL).filter(|spoke| [2, 3, 5, 7, 11].iter().all(|prime| spoke % prime != 0))
}

/// Each prime, and the place of its first multiple on the first spoke: there
/// `prime * factor` is `WHEEL * place + 1`.
pub(super) fn steps(primes: &[usize]) -> Vec<(usize, usize)> {
    let place = |prime| {
        let factor = (1..WHEEL).find(|factor| prime * factor % WHEEL == 1);
        prime * factor.expect("none of the five divides it") / WHEEL
    };
    primes.iter().map(|&prime| (prime, place(prime))).collect()
}

/// How many numbers on a spoke have no factor among the primes. Place `i` is
/// the number `WHEEL * i + spoke`.
pub(super) fn left_on(spoke: usize, limit: &Limit, steps: &[(usize, usize)]) -> u64 {
    let places = (limit.0 + WHEEL - spoke) / WHEEL;
    let mut table = vec![u8::MAX; places.div_ceil(8)];
    for (prime, place) in steps {
        // `spoke` times a multiple on the first spoke is one on this spoke.
        cross_out(&mut table, place * spoke % prime, *prime);
    }
    left(&table, places)
}
// ANCHOR_END: listing
