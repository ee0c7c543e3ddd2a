//! What the chapter claims of the task that never yields.

use record::claim::{Claim, Quantity};
use record::{Metric, Unit};

use super::figures::{COMPUTING, LATEST};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let latest = |row| Quantity::Row(row, LATEST);
    let computing = |row| Quantity::Row(row, COMPUTING);
    vec![
        Claim::at_least(
            "async-holds-everybody-up",
            "Async: some heartbeat is late by at least {} % of the time for which the other task computes.",
            latest("async"),
            computing("async"),
            0.7,
        ),
        Claim::at_most(
            "the-kernel-takes-the-core-away",
            "Threads on one core: no heartbeat is late by more than {} % of the time for which the other task computes.",
            latest("one-core"),
            computing("one-core"),
            0.35,
        ),
        Claim::at_most(
            "threads-beat-in-time",
            "Threads on all cores: no heartbeat is late by more than {} % of the time for which the other task computes.",
            latest("threads"),
            computing("threads"),
            0.35,
        ),
        Claim::at_most(
            "who-yields-holds-nobody-up",
            "Async, and it yields: no heartbeat is late by more than {} % of the time for which the other task computes.",
            latest("yielding"),
            computing("yielding"),
            0.35,
        ),
        Claim::at_least(
            "the-core-is-taken-away-again-and-again",
            "Threads on one core: at least {} times the kernel takes the core from a thread that would have gone on.",
            Quantity::Row("one-core", Metric::Involuntary),
            Quantity::Amount(1.0, Unit::Count),
            2.0,
        ),
        Claim::at_most(
            "to-yield-costs-little",
            "A task that yields computes for at most {} times as long as one that does not.",
            computing("yielding"),
            computing("async"),
            1.25,
        ),
    ]
}
