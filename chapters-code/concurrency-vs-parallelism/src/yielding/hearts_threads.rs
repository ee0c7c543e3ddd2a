//! Each heart a thread, and the task that computes one, too.

// ANCHOR: listing
use std::thread;
use std::time::Instant;

use measure::trace;

use super::heart::Heart;
use super::{Done, Workload};
use crate::primes::primes_below;

/// Lets the hearts beat, and computes meanwhile; a thread each.
pub(super) fn run(work: &Workload) -> Done {
    let start = Instant::now();
    thread::scope(|scope| {
        let beat = |number| {
            let mut heart = Heart::new(number, start, work);
            scope.spawn(move || {
                for due in heart.times() {
                    let waits = heart.waits();
                    thread::sleep(due.saturating_duration_since(Instant::now()));
                    heart.beat(due, waits);
                }
                heart.latest()
            })
        };
        let hearts: Vec<_> = (1..=work.hearts).map(beat).collect();
        let compute = scope.spawn(|| {
            thread::sleep(work.pause);
            let _mark = trace::computing("primes");
            let begin = Instant::now();
            (primes_below(work.limit), begin.elapsed())
        });
        let (primes, computing) = compute.join().expect("it did not panic");
        let latest =
            hearts.into_iter().map(|heart| heart.join().expect("it did not panic"));
        Done { primes, computing, latest: latest.max().unwrap_or_default() }
    })
}
// ANCHOR_END: listing
