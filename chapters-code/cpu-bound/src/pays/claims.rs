//! What the chapter claims of what pays.

use record::claim::{Claim, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "small-is-no-reason-for-threads",
            "With the smallest tasks, threads take at least {} times as long as the loop.",
            wall("threads-100"),
            wall("loop-100"),
            5.0,
        ),
        Claim::at_least(
            "still-less-for-processes",
            "With tasks ten times as large, processes take at least {} times as long as the loop.",
            wall("processes-1000"),
            wall("loop-1000"),
            5.0,
        ),
        Claim::at_least(
            "a-pool-that-is-there-pays-sooner",
            "With the smallest tasks, a pool that is ready is at least {} times as quick as one that has to be started.",
            wall("rayon-100"),
            wall("ready-100"),
            2.5,
        ),
        Claim::at_least(
            "a-pool-pays-there",
            "With sieves up to ten thousand, a pool that is ready is at least {} times as quick as the loop.",
            wall("loop-10000"),
            wall("ready-10000"),
            1.4,
        ),
        Claim::at_least(
            "processes-do-not-yet",
            "With sieves up to ten thousand, processes still take at least {} times as long as the loop.",
            wall("processes-10000"),
            wall("loop-10000"),
            1.3,
        ),
        Claim::at_least(
            "threads-pay-from-there-on",
            "With sieves up to a hundred thousand, threads are at least {} times as quick as the loop.",
            wall("loop-100000"),
            wall("threads-100000"),
            1.4,
        ),
        Claim::at_least(
            "in-the-end-processes-too",
            "With the largest tasks, processes are at least {} times as quick as the loop.",
            wall("loop-1000000"),
            wall("processes-1000000"),
            1.4,
        ),
        Claim::at_most(
            "and-then-the-way-matters-little",
            "With the largest tasks, processes take at most {} times as long as threads.",
            wall("processes-1000000"),
            wall("threads-1000000"),
            1.3,
        ),
    ]
}
