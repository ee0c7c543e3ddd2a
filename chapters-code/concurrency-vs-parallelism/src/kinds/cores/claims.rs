//! What the chapter claims of how many cores each kind can use.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let cpu = |row| Quantity::Row(row, Metric::Cpu);
    vec![
        Claim::at_most(
            "async-on-one-thread-uses-one",
            "Async tasks on one thread use at most {} cores at once.",
            cpu("tasks"),
            wall("tasks"),
            1.1,
        ),
        Claim::at_least(
            "threads-use-many",
            "Threads use at least {} cores at once.",
            cpu("threads"),
            wall("threads"),
            1.5,
        )
        .on_cores(2),
        Claim::at_least(
            "jobs-use-many",
            "Rayon jobs use at least {} cores at once.",
            cpu("jobs"),
            wall("jobs"),
            1.5,
        )
        .on_cores(2),
        Claim::at_least(
            "processes-use-many",
            "Processes use at least {} cores at once.",
            cpu("processes"),
            wall("processes"),
            1.5,
        )
        .on_cores(2),
    ]
}
