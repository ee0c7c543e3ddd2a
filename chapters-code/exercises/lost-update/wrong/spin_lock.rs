//! A lock made of a flag that is asked until it is open.

use exercises::orders::{AtomicBool, AtomicUsize, Ordering};

/// How many visits there were.
pub struct Counter {
    is_locked: AtomicBool,
    visits: AtomicUsize,
}

/// A counter of no visits.
pub fn new() -> Counter {
    Counter { is_locked: AtomicBool::new(false), visits: AtomicUsize::new(0) }
}

/// Counts this many visits, one by one.
pub fn tally(counter: &Counter, visits: usize) {
    for _ in 0..visits {
        while counter.is_locked.swap(true, Ordering::Acquire) {}
        let before = counter.visits.load(Ordering::Relaxed);
        counter.visits.store(before + 1, Ordering::Relaxed);
        counter.is_locked.store(false, Ordering::Release);
    }
}

/// How many there were so far.
pub fn get(counter: &Counter) -> usize {
    counter.visits.load(Ordering::Relaxed)
}
