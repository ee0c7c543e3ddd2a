//! What the chapter claims of a task that does not yield.

use record::claim::{Claim, Quantity};
use record::{Metric, Unit};

/// How late the latest beat of a row was.
fn latest(row: &'static str) -> Quantity {
    Quantity::Row(row, Metric::Own("max_ns"))
}

/// How long a row's offender took.
fn offence(row: &'static str) -> Quantity {
    Quantity::Row(row, Metric::Own("offender_ns"))
}

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "a-call-holds-up-one-thread",
            "On one thread, a blocking call makes the latest beat at least {} times as late as without it.",
            latest("blocking"),
            latest("calm"),
            3.0,
        ),
        Claim::at_least(
            "a-loop-holds-up-one-thread",
            "On one thread, a busy loop makes the latest beat at least {} times as late as without it.",
            latest("busy"),
            latest("calm"),
            3.0,
        ),
        Claim::at_least(
            "all-of-it-is-waited-for",
            "On one thread, the latest beat is late by at least {} % of the time that the blocking call takes.",
            latest("blocking"),
            offence("blocking"),
            0.7,
        ),
        Claim::at_most(
            "another-thread-takes-over",
            "With a thread a core, a call that begins on a beat makes the latest beat at most {} times as late as without it.",
            latest("threads-on-a-beat"),
            latest("threads-calm"),
            3.0,
        ),
        Claim::at_least(
            "nobody-watches-the-clock",
            "The same call between two beats makes the latest beat at least {} times as late as on a beat.",
            latest("threads-alone"),
            latest("threads-on-a-beat"),
            3.0,
        ),
        Claim::at_least(
            "a-call-a-thread-holds-up-all",
            "A call on every thread makes the latest beat at least {} times as late as without them.",
            latest("threads-all"),
            latest("threads-calm"),
            3.0,
        ),
        Claim::at_least(
            "handing-off-cures",
            "On one thread, the call makes the latest beat at least {} times as late as when it is handed off.",
            latest("blocking"),
            latest("handed-off"),
            3.0,
        ),
        Claim::at_least(
            "yielding-cures",
            "On one thread, the loop makes the latest beat at least {} times as late as when it yields.",
            latest("busy"),
            latest("yielding"),
            2.0,
        ),
        Claim::at_least(
            "a-pool-cures",
            "On one thread, the loop makes the latest beat at least {} times as late as when it runs on a pool.",
            latest("busy"),
            latest("separate-pool"),
            2.0,
        ),
        Claim::at_least(
            "yielding-costs-little",
            "The loop that yields finds at least {} times as many primes as when it does not.",
            Quantity::Row("yielding", Metric::Own("primes")),
            Quantity::Row("busy", Metric::Own("primes")),
            0.8,
        ),
    ]
    .into_iter()
    .chain(who_decides())
    .collect()
}

/// The claims about who takes the core from the loop: the kernel, or nobody.
fn who_decides() -> [Claim; 5] {
    [
        Claim::at_least(
            "async-holds-everybody-up",
            "Async on one thread: some beat is late by at least {} % of the time for which the loop computes.",
            latest("busy"),
            offence("busy"),
            0.7,
        ),
        Claim::at_most(
            "who-yields-holds-nobody-up",
            "Async, and the loop yields: no beat is late by more than {} % of the time for which the loop computes.",
            latest("yielding"),
            offence("yielding"),
            0.35,
        ),
        Claim::at_most(
            "threads-beat-in-time",
            "A thread each, on all cores: no beat is late by more than {} % of the time for which the loop computes.",
            latest("own-threads"),
            offence("own-threads"),
            0.35,
        ),
        Claim::at_most(
            "the-kernel-takes-the-core-away",
            "A thread each, on one core: no beat is late by more than {} % of the time for which the loop computes.",
            latest("own-threads-one-core"),
            offence("own-threads-one-core"),
            0.35,
        ),
        Claim::at_least(
            "the-core-is-taken-away-again-and-again",
            "A thread each, on one core: at least {} times the kernel takes the core from a thread that would have gone on.",
            Quantity::Row("own-threads-one-core", Metric::Involuntary),
            Quantity::Amount(1.0, Unit::Count),
            2.0,
        ),
    ]
}
