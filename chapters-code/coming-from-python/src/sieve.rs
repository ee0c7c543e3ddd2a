//! The primes up to one limit: the work that every row has to do.

// ANCHOR: listing
/// How many primes there are up to `limit`, by the sieve of Eratosthenes.
pub fn primes_up_to(limit: usize) -> u64 {
    let mut is_prime = vec![true; limit + 1];
    is_prime[..=limit.min(1)].fill(false); // 0 and 1
    for candidate in 2..=limit.isqrt() {
        if is_prime[candidate] {
            for multiple in (candidate * candidate..is_prime.len()).step_by(candidate) {
                is_prime[multiple] = false;
            }
        }
    }
    is_prime.iter().filter(|&&prime| prime).count() as u64
}
// ANCHOR_END: listing
