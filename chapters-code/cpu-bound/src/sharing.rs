//! What sharing costs: the same additions to one counter behind a lock, to one
//! atomic, to counters side by side and apart, and to none that is shared.

mod alone;
mod atomic;
mod counting;
mod local;
mod mutex;
mod padded;
mod side_by_side;

use std::time::Instant;

use measure::{Answer, Experiment, Strategy};

use counting::Counting;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "sharing",
        baseline: "alone",
        strategies: strategies(),
        expected_answer: counting::expected_answer,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let row = |key, label, file, run: fn(&Counting) -> Answer| {
        Strategy::new(key, label, file, Counting::prepare, run)
    };
    let (one, several) = ("One counter", "A counter per thread");
    vec![
        row("alone", "One thread alone", "src/sharing/alone.rs", |counting| {
            timed(counting, counting.all(), alone::count)
        })
        .in_group("No sharing"),
        row("mutex", "One, behind a lock", "src/sharing/mutex.rs", |counting| {
            timed(counting, counting.each, mutex::count)
        })
        .in_group(one),
        row("atomic", "One atomic", "src/sharing/atomic.rs", |counting| {
            timed(counting, counting.each, atomic::count)
        })
        .in_group(one),
        row(
            "side-by-side",
            "Side by side",
            "src/sharing/side_by_side.rs",
            |counting| timed(counting, counting.each, side_by_side::count),
        )
        .in_group(several),
        row("padded", "Apart (padded)", "src/sharing/padded.rs", |counting| {
            timed(counting, counting.each, padded::count)
        })
        .in_group(several),
        row("local", "Local, joined at the end", "src/sharing/local.rs", |counting| {
            timed(counting, counting.each, local::count)
        })
        .in_group(several),
    ]
}

/// The count, with how long a thread takes for a thousand of its `additions`.
fn timed(counting: &Counting, additions: u64, count: fn(&Counting) -> u64) -> Answer {
    let clock = Instant::now();
    let counted = count(counting);
    let wall_ns = clock.elapsed().as_nanos() as u64;
    Answer::from(counted).with("thousand_ns", wall_ns * 1_000 / additions)
}
