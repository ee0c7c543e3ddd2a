//! The same bits, a segment at a time, in a table that fits the cache.

// ANCHOR: listing
use super::Limit;
use super::bits::{cross_out, left};
use super::small_primes::small_primes;

/// The bytes of the table: as many as most first-level caches hold.
const SEGMENT: usize = 32 * 1024;

/// How many primes there are up to `limit`.
pub fn count(limit: &Limit) -> u64 {
    let primes = small_primes(limit.0.isqrt());
    let places = limit.0.div_ceil(2);
    // Each prime, and the place of its next multiple in the next segment.
    let mut next: Vec<_> =
        primes[1..].iter().map(|&prime| (prime, prime / 2)).collect();
    let mut table = vec![0; SEGMENT];
    let mut count = 0;
    for first in (0..places).step_by(8 * SEGMENT) {
        table.fill(u8::MAX);
        for (prime, place) in &mut next {
            *place = cross_out(&mut table, *place, *prime);
        }
        count += left(&table, (places - first).min(8 * SEGMENT));
    }
    count + primes.len() as u64 - 1
}
// ANCHOR_END: listing
