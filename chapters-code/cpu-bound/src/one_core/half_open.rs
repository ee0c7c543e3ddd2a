//! The same table, crossed out over a range that excludes its end.

use anyhow::Result;

use crate::workload::Workload;

/// Adds up how many primes there are up to each limit.
pub fn count_all(workload: &Workload) -> Result<u64> {
    let largest = workload.limits.iter().copied().max().unwrap_or(0);
    let mut table = vec![true; largest + 1];
    let count = |&limit| primes_up_to(limit, &mut table[..=limit]);
    Ok(workload.limits.iter().map(count).sum())
}

// ANCHOR: listing
/// As before, but for `..end` in place of `..=limit`.
fn primes_up_to(limit: usize, is_prime: &mut [bool]) -> u64 {
    is_prime.fill(true);
    is_prime.iter_mut().take(2).for_each(|number| *number = false);
    let end = limit + 1;
    let mut candidate = 2;
    while candidate * candidate <= limit {
        if is_prime[candidate] {
            for multiple in (candidate * candidate..end).step_by(candidate) {
                is_prime[multiple] = false;
            }
        }
        candidate += 1;
    }
    is_prime.iter().filter(|is_prime| **is_prime).count() as u64
}
// ANCHOR_END: listing
