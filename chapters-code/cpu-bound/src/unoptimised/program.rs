//! Counts primes, with the standard library alone: one file, for `rustc` as it is.

// ANCHOR: listing
use std::{env, thread};

/// How many primes there are up to `limit`, by the sieve of Eratosthenes.
fn primes_up_to(limit: usize) -> usize {
    let mut is_prime = vec![true; limit + 1];
    is_prime[..=limit.min(1)].fill(false); // 0 and 1
    for candidate in 2..=limit.isqrt() {
        if is_prime[candidate] {
            for multiple in (candidate * candidate..=limit).step_by(candidate) {
                is_prime[multiple] = false;
            }
        }
    }
    is_prime.iter().filter(|&&prime| prime).count()
}

/// Adds up the counts for the limits from `FROM` to below `TO`, on `THREADS` threads.
pub fn main() {
    let mut words = env::args().skip(1);
    let mut number = || words.next()?.parse::<usize>().ok();
    let [from, to, threads] = [(); 3].map(|()| number().expect("FROM TO THREADS"));
    let count = |first| (first..to).step_by(threads).map(primes_up_to).sum::<usize>();
    let primes: usize = thread::scope(|scope| {
        let firsts = from..from + threads;
        let workers: Vec<_> =
            firsts.map(|first| scope.spawn(move || count(first))).collect();
        workers.into_iter().map(|worker| worker.join().expect("no panic")).sum()
    });
    println!("{primes}");
}
// ANCHOR_END: listing
