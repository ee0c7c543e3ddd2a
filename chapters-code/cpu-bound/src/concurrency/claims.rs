//! What the chapter claims of concurrency without parallelism.

use record::claim::{Claim, Quantity, wall};
use record::{Metric, Unit};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_most(
            "async-gains-nothing",
            "Async on one thread is at most {} times as quick as the loop.",
            wall("loop"),
            wall("async"),
            1.1,
        ),
        Claim::at_most(
            "one-core-gains-nothing",
            "Threads that share a core are at most {} times as quick as the loop.",
            wall("loop"),
            wall("one-core"),
            1.1,
        ),
        Claim::at_most(
            "one-lock-gains-nothing",
            "Threads of which one holds the lock are at most {} times as quick as the loop.",
            wall("loop"),
            wall("one-lock"),
            1.1,
        ),
        Claim::at_least(
            "threads-gain",
            "Threads on all cores are at least {} times as quick as the loop.",
            wall("loop"),
            wall("threads"),
            1.4,
        ),
        Claim::at_least(
            "the-work-is-the-same",
            "Threads on all cores need at least {} times the CPU time of the loop.",
            Quantity::Row("threads", Metric::Cpu),
            Quantity::Row("loop", Metric::Cpu),
            0.9,
        ),
        Claim::at_least(
            "the-kernel-takes-turns",
            "Threads that share a core have it taken from them at least {} times.",
            Quantity::Row("one-core", Metric::Involuntary),
            Quantity::Amount(1.0, Unit::Count),
            3.0,
        ),
    ]
}
