//! What the chapter claims of the overview.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "work-stealing-uses-the-cores",
            "A work-stealing pool is at least {} times as quick as the loop.",
            wall("sequential"),
            wall("rayon"),
            1.4,
        )
        .on_cores(2),
        Claim::at_least(
            "a-counter-is-enough",
            "Threads that take the next task by an atomic counter are at least {} times as quick as the loop.",
            wall("sequential"),
            wall("atomic-counter"),
            1.4,
        )
        .on_cores(2),
        Claim::at_most(
            "async-alone-gains-nothing",
            "Async on one thread is at most {} times as quick as the loop.",
            wall("sequential"),
            wall("async"),
            1.05,
        ),
        Claim::at_least(
            "async-threads-gain",
            "The same async code on a thread for each core is at least {} times as quick as the loop.",
            wall("sequential"),
            wall("async-threads"),
            1.15,
        )
        .on_cores(2),
        Claim::at_least(
            "equal-shares-are-not-equal-work",
            "Equal shares take at least {} times as long as an atomic counter.",
            wall("static-split"),
            wall("atomic-counter"),
            1.2,
        )
        .on_cores(2),
        Claim::at_least(
            "a-thread-is-not-for-a-small-task",
            "A thread for each task burns at least {} times the CPU time of the loop.",
            Quantity::Row("thread-each", Metric::Cpu),
            Quantity::Row("sequential", Metric::Cpu),
            2.0,
        ),
        Claim::at_least(
            "a-message-for-each-task-costs",
            "Worker processes that are asked for one task at a time burn at least {} times the CPU time of those that get batches.",
            Quantity::Row("processes-messages", Metric::Cpu),
            Quantity::Row("processes-batches", Metric::Cpu),
            1.2,
        ),
        Claim::at_most(
            "processes-near-threads",
            "With batches, processes take at most {} times as long as a work-stealing pool.",
            wall("processes-batches"),
            wall("rayon"),
            1.4,
        ),
        Claim::at_least(
            "handing-off-to-a-cpu-pool-gains",
            "Async in front of a CPU pool is at least {} times as quick as the loop.",
            wall("sequential"),
            wall("async-rayon"),
            1.2,
        )
        .on_cores(2),
        Claim::at_least(
            "the-blocking-pool-has-no-size",
            "Handed off to the blocking pool, the work has at least {} times as many threads as on a pool for computing.",
            Quantity::Row("spawn-blocking", Metric::PeakThreads),
            Quantity::Row("async-rayon", Metric::PeakThreads),
            5.0,
        ),
    ]
}
