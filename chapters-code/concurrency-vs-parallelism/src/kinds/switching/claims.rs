//! What the chapter claims of switching.

use record::Metric;
use record::claim::{Claim, Quantity};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let switch = |row| Quantity::Row(row, Metric::Own("switch_ns"));
    let kernel = |row| Quantity::Row(row, Metric::Own("switches"));
    let turns = |row| Quantity::Row(row, Metric::Own("turns"));
    vec![
        Claim::at_least(
            "the-kernel-switches-threads",
            "For each turn of two threads on one core, the kernel switches at least {} times.",
            kernel("threads"),
            turns("threads"),
            0.9,
        ),
        Claim::at_most(
            "the-kernel-sees-no-tasks",
            "For each turn of two async tasks, the kernel switches at most {} times.",
            kernel("tasks"),
            turns("tasks"),
            0.05,
        ),
        Claim::at_least(
            "threads-switch-slower",
            "A turn of threads on one core takes at least {} times as long as one of async tasks.",
            switch("threads"),
            switch("tasks"),
            3.0,
        ),
        Claim::at_least(
            "another-core-has-to-be-woken",
            "With a core for each of the threads, a turn takes at least {} times as long as on one.",
            switch("threads-two-cores"),
            switch("threads"),
            1.5,
        )
        .on_cores(2),
        Claim::at_most(
            "processes-switch-like-threads",
            "With the same pipes, a turn of processes takes at most {} times as long as one of threads.",
            switch("processes"),
            switch("threads-pipe"),
            2.5,
        ),
    ]
}
