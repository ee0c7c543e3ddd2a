//! # The lost update
//!
//! Two threads count visits. Each loads the number, adds one, and stores it. All of that is
//! atomic, and no compiler complains; still, now and then a visit is lost. The atomics and
//! the `Mutex` of `exercises::orders` go through *all* orders in which the threads can take
//! their steps, as [Loom](https://docs.rs/loom) does for whole programs: so this fails each
//! time.
//!
//! Lose no visit, in any order. A thread that counts many visits must not keep the others
//! out until it is done, nor may it wait by asking again and again.

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
        counter.visits.store(before + 1, Ordering::Relaxed);
    }
}

/// How many there were so far.
pub fn get(counter: &Counter) -> usize {
    counter.visits.load(Ordering::Relaxed)
}
