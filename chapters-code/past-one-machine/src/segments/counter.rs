//! Threads that take the next segment, of which one is half as fast.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

use measure::join;

use super::Workload;
use super::engine::count_at_pace;

/// Counts the primes; whoever is free takes the next segment.
pub fn count(workload: &Workload) -> u64 {
    let sieve = &workload.sieve;
    let next = AtomicU64::new(0);
    let work = |worker| {
        let mut primes = 0;
        loop {
            let segment = next.fetch_add(1, Relaxed);
            if segment >= sieve.segments() {
                break primes;
            }
            let is_slow = workload.straggler && worker == 1;
            primes += count_at_pace(sieve, segment, is_slow);
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workload.workers)
            .map(|worker| scope.spawn(move || work(worker)))
            .collect();
        workers.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing
