//! The primes below one limit: the work that every strategy has to do.

use measure::trace;

// ANCHOR: sieve
/// How many primes there are below `limit`, by the sieve of Eratosthenes.
pub fn primes_below(limit: usize) -> u64 {
    let _mark = trace::computing("sieve");
    let mut is_prime = vec![true; limit];
    for composite in is_prime.iter_mut().take(2) {
        *composite = false;
    }
    let mut candidate = 2;
    while candidate * candidate < limit {
        if is_prime[candidate] {
            for multiple in (candidate * candidate..limit).step_by(candidate) {
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
        // OEIS A000720 counts those up to n: 4 up to 10, 25 up to 100, 168 up to 1000.
        let counts = [0, 1, 2, 3, 11, 101, 1001].map(primes_below);
        assert_eq!(counts, [0, 0, 0, 1, 4, 25, 168]);
    }
}
