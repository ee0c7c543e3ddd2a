//! The primes up to one limit: the work that every strategy has to do.

use measure::trace;

// ANCHOR: sieve
/// How many primes there are up to `limit`, by the sieve of Eratosthenes.
pub fn primes_up_to(limit: usize) -> u64 {
    let _mark = trace::computing(trace::numbered("sieve"));
    let mut is_prime = vec![true; limit + 1];
    is_prime.iter_mut().take(2).for_each(|number| *number = false);
    let mut candidate = 2;
    while candidate * candidate <= limit {
        if is_prime[candidate] {
            for multiple in (candidate * candidate..=limit).step_by(candidate) {
                is_prime[multiple] = false;
            }
        }
        candidate += 1;
    }
    is_prime.iter().filter(|is_prime| **is_prime).count() as u64
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
