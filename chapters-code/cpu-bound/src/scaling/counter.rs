//! Workers that take the next limit by an atomic counter, and note their time.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

use measure::{Answer, join};

use super::shift::{self, Shift};
use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for all limits; a free worker takes the next one.
pub fn count_all(workload: &Workload) -> Answer {
    let clock = Instant::now();
    let shifts = shifts(&workload.limits, workload.workers);
    let primes = shifts.iter().map(|shift| shift.primes).sum();
    shift::answer(primes, &shifts, clock.elapsed())
}

// ANCHOR: listing
/// Shares out these limits, and returns what each worker did and when.
pub(super) fn shifts(limits: &[usize], workers: usize) -> Vec<Shift> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut primes = 0;
        while let Some(&limit) = limits.get(next.fetch_add(1, Relaxed)) {
            primes += primes_up_to(limit);
        }
        primes
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..workers).map(|_| scope.spawn(|| Shift::of(work))).collect();
        workers.into_iter().map(join).collect()
    })
}
// ANCHOR_END: listing
