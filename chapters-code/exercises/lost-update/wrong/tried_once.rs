//! `compare_exchange` notices that another thread came between, and nobody listens.

use exercises::orders::{AtomicUsize, Ordering};

/// How many visits there were.
pub struct Counter {
    visits: AtomicUsize,
}

/// A counter of no visits.
pub fn new() -> Counter {
    Counter { visits: AtomicUsize::new(0) }
}

/// Counts this many visits, one by one.
pub fn tally(counter: &Counter, visits: usize) {
    for _ in 0..visits {
        let before = counter.visits.load(Ordering::Relaxed);
        let _ = counter.visits.compare_exchange(
            before,
            before + 1,
            Ordering::Relaxed,
            Ordering::Relaxed,
        );
    }
}

/// How many there were so far.
pub fn get(counter: &Counter) -> usize {
    counter.visits.load(Ordering::Relaxed)
}
