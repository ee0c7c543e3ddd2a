//! One sieve up to the largest limit: the other answers are in it.

// ANCHOR: listing
use crate::workload::Workload;

/// Adds up how many primes there are up to each limit.
pub fn count_all(workload: &Workload) -> u64 {
    let largest = workload.limits.iter().copied().max().unwrap_or(0);
    let mut composite = vec![false; largest + 1];
    // How many primes there are up to each number, counted while sieving.
    let mut primes_up_to = vec![0; largest + 1];
    let mut primes = 0;
    for number in 2..=largest {
        if !composite[number] {
            primes += 1;
            for multiple in (number * number..=largest).step_by(number) {
                composite[multiple] = true;
            }
        }
        primes_up_to[number] = primes;
    }
    workload.limits.iter().map(|&limit| primes_up_to[limit]).sum()
}
// ANCHOR_END: listing
