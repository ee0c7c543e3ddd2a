//! The same in Rust.

// ANCHOR: listing
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::Beats;
use crate::sieve::primes_up_to;

/// Wakes up as often as is asked for, beside a thread that computes, and returns how late
/// each time was.
fn late(beats: &Beats) -> Vec<Duration> {
    let done = &AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(move || {
            while !done.load(Ordering::Relaxed) {
                primes_up_to(10_000);
            }
        });
        let beat = |_| {
            let due = Instant::now() + beats.every;
            thread::sleep(beats.every);
            due.elapsed()
        };
        let late = (0..beats.count).map(beat).collect();
        done.store(true, Ordering::Relaxed);
        late
    })
}
// ANCHOR_END: listing

/// How late it was in the middle, and at most.
pub(super) fn beat(beats: &Beats) -> measure::Answer {
    let mut late = late(beats);
    late.sort_unstable();
    let ns = |time: Option<&Duration>| time.map_or(0, |time| time.as_nanos() as u64);
    measure::Answer::from(late.len() as u64)
        .with("median_late_ns", ns(late.get(late.len() / 2)))
        .with("most_late_ns", ns(late.last()))
}
