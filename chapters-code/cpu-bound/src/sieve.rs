//! The primes up to one limit: the work that every strategy has to do.

use measure::trace;

// ANCHOR: sieve
/// How many primes there are up to `limit`, by the sieve of Eratosthenes.
fn sieve(limit: usize) -> u64 {
    let mut is_prime = vec![true; limit + 1];
    is_prime[..=limit.min(1)].fill(false); // 0 and 1
    for candidate in 2..=limit.isqrt() {
        if is_prime[candidate] {
            for multiple in (candidate * candidate..=limit).step_by(candidate) {
                is_prime[multiple] = false;
            }
        }
    }
    is_prime.iter().filter(|&&prime| prime).count() as u64
}

/// The same as a task that is marked in a traced run.
pub fn primes_up_to(limit: usize) -> u64 {
    let _mark = trace::computing(trace::numbered("sieve"));
    sieve(limit)
}
// ANCHOR_END: sieve

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_are_those_of_the_tables() {
        // OEIS A000720.
        let counts = [0, 1, 2, 3, 10, 100, 1_000, 15_999].map(primes_up_to);
        assert_eq!(counts, [0, 0, 1, 2, 4, 25, 168, 1_862]);
    }
}
