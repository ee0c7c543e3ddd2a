//! The same sieves, by as many threads as are asked for.

// ANCHOR: listing
use std::thread;

use super::Shared;
use crate::sieve::primes_up_to;

/// Counts for all limits: each thread takes every `threads`-th.
pub(crate) fn count_all(Shared { limits, threads }: &Shared) -> u64 {
    let count = |share: usize| {
        let limits = limits.iter().skip(share).step_by(*threads);
        limits.map(|&limit| primes_up_to(limit)).sum::<u64>()
    };
    thread::scope(|scope| {
        let working: Vec<_> =
            (0..*threads).map(|share| scope.spawn(move || count(share))).collect();
        working.into_iter().map(|one| one.join().expect("it counts")).sum()
    })
}
// ANCHOR_END: listing
