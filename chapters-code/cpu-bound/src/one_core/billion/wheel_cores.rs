//! The wheel on all cores: no spoke needs another.

// ANCHOR: listing
use rayon::prelude::*;

use super::Limit;
use super::small_primes::small_primes;
use super::wheel::{left_on, spokes, steps};

/// How many primes there are up to `limit`.
pub fn count(limit: &Limit) -> u64 {
    let primes = small_primes(limit.0.isqrt());
    let others = steps(&primes[5..]);
    let spokes: Vec<_> = spokes().collect();
    let count: u64 =
        spokes.into_par_iter().map(|spoke| left_on(spoke, limit, &others)).sum();
    count + primes.len() as u64 - 1
}
// ANCHOR_END: listing
