//! What computes, wherever this chapter wants something that does, and for how long a
//! thread did.

use std::hint::black_box;
use std::ops::Range;
use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

// ANCHOR: primes
/// How many of these numbers are prime.
pub fn count_primes(numbers: Range<u64>) -> u64 {
    let is_prime =
        |n: &u64| *n >= 2 && (2..=n.isqrt()).all(|divisor| !n.is_multiple_of(divisor));
    numbers.filter(is_prime).count() as u64
}
// ANCHOR_END: primes

/// The first of the numbers that are looked at: for each that is prime, it takes a
/// thousand divisions.
pub const FIRST: u64 = 1_000_000;

/// The same count by another way: a sieve of these numbers alone.
pub fn primes_by_a_sieve(numbers: Range<u64>) -> u64 {
    let mut is_prime: Vec<bool> = numbers.clone().map(|number| number >= 2).collect();
    for divisor in 2..=numbers.end.isqrt() {
        let first = numbers.start.div_ceil(divisor).max(divisor) * divisor;
        for multiple in (first..numbers.end).step_by(divisor as usize) {
            is_prime[(multiple - numbers.start) as usize] = false;
        }
    }
    is_prime.into_iter().filter(|&prime| prime).count() as u64
}

/// Computes until the calling thread has had a core for this long, from its start. What
/// it waits for a core is not in it.
pub fn compute_for(time: Duration) {
    while on_a_core() < time {
        black_box(count_primes(black_box(FIRST..FIRST + 100)));
    }
}

/// How long the calling thread has had a core: its CPU time, from its start.
pub fn on_a_core() -> Duration {
    let clock = ClockId::CLOCK_THREAD_CPUTIME_ID;
    clock_gettime(clock).expect("every Unix has this clock").into()
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn both_ways_count_the_primes_of_the_tables() {
        // OEIS A000720, and the primes from a million to a million and a thousand.
        for (numbers, primes) in
            [(0..30, 10), (0..1_000, 168), (1_000_000..1_001_000, 75), (7..7, 0)]
        {
            assert_eq!(count_primes(numbers.clone()), primes, "{numbers:?}");
            assert_eq!(primes_by_a_sieve(numbers.clone()), primes, "{numbers:?}");
        }
    }

    #[test]
    fn a_thread_computes_for_as_long_as_it_is_told() {
        let time = Duration::from_millis(2);
        let had = thread::spawn(move || {
            compute_for(time);
            on_a_core()
        });
        assert!(had.join().expect("it does not panic") >= time);
    }
}
