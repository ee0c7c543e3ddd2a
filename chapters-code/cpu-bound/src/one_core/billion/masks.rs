//! The wheel, with the masks of eight bits computed once for all of the table.

// ANCHOR: listing
use std::array;

use super::Limit;
use super::bits::left;
use super::small_primes::small_primes;
use super::wheel::{spokes, steps};

/// As for the wheel before: once around it.
const WHEEL: usize = 2 * 3 * 5 * 7 * 11;

/// How many primes there are up to `limit`.
pub fn count(limit: &Limit) -> u64 {
    let primes = small_primes(limit.0.isqrt());
    let others = steps(&primes[5..]);
    let count: u64 = spokes().map(|spoke| left_on(spoke, limit, &others)).sum();
    count + primes.len() as u64 - 1
}

/// How many numbers on a spoke have no factor among the primes.
fn left_on(spoke: usize, limit: &Limit, steps: &[(usize, usize)]) -> u64 {
    let places = (limit.0 + WHEEL - spoke) / WHEEL;
    let mut table = vec![u8::MAX; places.div_ceil(8)];
    for (prime, place) in steps {
        cross_out(&mut table, place * spoke % prime, *prime);
    }
    left(&table, places)
}

/// Crosses out every `step`th place from `place` on. In `step` bytes there are
/// eight of them, and in the next `step` bytes the same bits.
fn cross_out(table: &mut [u8], place: usize, step: usize) {
    let eight: [(usize, u8); 8] = array::from_fn(|index| {
        let place = place + index * step;
        (place / 8, !(1 << (place % 8)))
    });
    for bytes in table.chunks_mut(step) {
        for (place, mask) in eight {
            // The last chunk may be shorter.
            if let Some(byte) = bytes.get_mut(place) {
                *byte &= mask;
            }
        }
    }
}
// ANCHOR_END: listing
