//! The odd numbers only, and a bit for each instead of a byte.

use crate::workload::Workload;

/// Adds up how many primes there are up to each limit.
pub fn count_all(workload: &Workload) -> u64 {
    let largest = workload.limits.iter().copied().max().unwrap_or(0);
    let mut table = vec![0; largest.div_ceil(2).div_ceil(64)];
    let count = |&limit| sieve(limit, &mut table);
    workload.limits.iter().map(count).sum()
}

// ANCHOR: listing
/// As before; place `i` is bit `i % 64` of word `i / 64`.
fn sieve(limit: usize, table: &mut [u64]) -> u64 {
    if limit < 2 {
        return 0;
    }
    let end = limit.div_ceil(2);
    let is_prime = &mut table[..end.div_ceil(64)];
    is_prime.fill(u64::MAX);
    for odd in (3..=limit.isqrt()).step_by(2) {
        if is_prime[odd / 2 / 64] & (1 << (odd / 2 % 64)) != 0 {
            for place in (odd * odd / 2..end).step_by(odd) {
                is_prime[place / 64] &= !(1 << (place % 64));
            }
        }
    }
    if !end.is_multiple_of(64) {
        is_prime[end / 64] &= (1 << (end % 64)) - 1; // no place is beyond the limit
    }
    is_prime.iter().map(|word| u64::from(word.count_ones())).sum()
}
// ANCHOR_END: listing
