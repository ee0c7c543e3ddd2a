//! One table, as large as the largest limit needs, for all limits.

// ANCHOR: listing
use crate::workload::Workload;

/// Adds up how many primes there are up to each limit.
pub fn count_all(workload: &Workload) -> u64 {
    let largest = workload.limits.iter().copied().max().unwrap_or(0);
    let mut table = vec![true; largest + 1];
    let count = |&limit| sieve(limit, &mut table[..=limit]);
    workload.limits.iter().map(count).sum()
}

/// The overview's sieve, in a table that is there already.
fn sieve(limit: usize, is_prime: &mut [bool]) -> u64 {
    is_prime.fill(true);
    is_prime[..=limit.min(1)].fill(false);
    for candidate in 2..=limit.isqrt() {
        if is_prime[candidate] {
            for multiple in (candidate * candidate..=limit).step_by(candidate) {
                is_prime[multiple] = false;
            }
        }
    }
    is_prime.iter().filter(|&&prime| prime).count() as u64
}
// ANCHOR_END: listing
