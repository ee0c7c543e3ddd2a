//! One table of bits for all the odd numbers up to the limit.

// ANCHOR: listing
use super::Limit;
use super::bits::{cross_out, left};
use super::small_primes::small_primes;

/// How many primes there are up to `limit`. Place `i` is the number `2 * i + 1`.
pub fn count(limit: &Limit) -> u64 {
    let primes = small_primes(limit.0.isqrt());
    let places = limit.0.div_ceil(2);
    let mut table = vec![u8::MAX; places.div_ceil(8)];
    for &prime in &primes[1..] {
        cross_out(&mut table, prime / 2, prime);
    }
    // What is left has no factor among the small primes: the others, and 1.
    // The small primes were crossed out, each as a multiple of itself.
    left(&table, places) + primes.len() as u64 - 1
}
// ANCHOR_END: listing
