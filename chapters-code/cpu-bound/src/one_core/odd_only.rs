//! A table of the odd numbers only: the even ones are known.

use crate::workload::Workload;

/// Adds up how many primes there are up to each limit.
pub fn count_all(workload: &Workload) -> u64 {
    let mut table = table(workload);
    let count = |&limit| sieve(limit, &mut table);
    workload.limits.iter().map(count).sum()
}

/// A table that is large enough for every limit.
pub(super) fn table(workload: &Workload) -> Vec<bool> {
    let largest = workload.limits.iter().copied().max().unwrap_or(0);
    vec![true; largest.div_ceil(2)]
}

// ANCHOR: listing
/// How many primes there are up to `limit`. Place `i` of the table is the number
/// `2 * i + 1`; the place of 1, which is no prime, counts for 2, which has none.
pub(super) fn sieve(limit: usize, table: &mut [bool]) -> u64 {
    if limit < 2 {
        return 0;
    }
    let end = limit.div_ceil(2);
    let is_prime = &mut table[..end];
    is_prime.fill(true);
    for odd in (3..=limit.isqrt()).step_by(2) {
        if is_prime[odd / 2] {
            // The next odd multiple is two primes further, and `odd` places.
            for place in (odd * odd / 2..end).step_by(odd) {
                is_prime[place] = false;
            }
        }
    }
    is_prime.iter().filter(|&&prime| prime).count() as u64
}
// ANCHOR_END: listing
