//! One limit after another, and the same on all cores.

// ANCHOR: listing
use rayon::prelude::*;

/// Adds up how many primes there are below each limit.
pub fn count(limits: &[u64]) -> u64 {
    limits.iter().map(|&limit| primes_below(limit)).sum()
}

/// The same, on all cores.
pub fn on_all_cores(limits: &[u64]) -> u64 {
    limits.par_iter().map(|&limit| primes_below(limit)).sum()
}

/// How many primes there are below a small limit.
pub fn primes_below(limit: u64) -> u64 {
    let limit = limit as usize;
    let mut composite = vec![false; limit];
    let mut primes = 0;
    for number in 2..limit {
        if !composite[number] {
            primes += 1;
            for multiple in (number * number..limit).step_by(number) {
                composite[multiple] = true;
            }
        }
    }
    primes
}
// ANCHOR_END: listing

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_primes_below_some_limits_are_known() {
        assert_eq!([0, 2, 3, 10, 1_000].map(primes_below), [0, 0, 1, 4, 168]);
        let limits: Vec<u64> = (0..200).collect();
        assert_eq!(count(&limits), on_all_cores(&limits));
    }
}
