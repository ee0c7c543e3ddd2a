//! A table of the odd numbers only: the even ones are known.

use anyhow::Result;

use crate::workload::Workload;

/// Adds up how many primes there are up to each limit.
pub fn count_all(workload: &Workload) -> Result<u64> {
    let mut table = table(workload);
    let count = |&limit| primes_up_to(limit, &mut table);
    Ok(workload.limits.iter().map(count).sum())
}

/// A table that is large enough for every limit.
pub(super) fn table(workload: &Workload) -> Vec<bool> {
    let largest = workload.limits.iter().copied().max().unwrap_or(0);
    vec![true; largest.div_ceil(2)]
}

// ANCHOR: listing
/// How many primes there are up to `limit`. Place `i` of the table is the number
/// `2 * i + 1`; the place of 1, which is no prime, counts for 2, which has none.
pub(super) fn primes_up_to(limit: usize, table: &mut [bool]) -> u64 {
    if limit < 2 {
        return 0;
    }
    let end = limit.div_ceil(2);
    let is_prime = &mut table[..end];
    is_prime.fill(true);
    let mut odd = 3;
    while odd * odd <= limit {
        if is_prime[odd / 2] {
            // The next odd multiple is two primes further, and `odd` places.
            for place in (odd * odd / 2..end).step_by(odd) {
                is_prime[place] = false;
            }
        }
        odd += 2;
    }
    is_prime.iter().filter(|is_prime| **is_prime).count() as u64
}
// ANCHOR_END: listing
