//! What the chapter claims of creating one.

use record::Metric;
use record::claim::{Claim, Quantity};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let each = |row| Quantity::Row(row, Metric::Own("each_ns"));
    let cpu = |row| Quantity::Row(row, Metric::Cpu);
    vec![
        Claim::at_least(
            "a-thread-for-many-tasks",
            "To create a thread and see it end takes at least {} times as long as an async task.",
            each("threads"),
            each("tasks"),
            5.0,
        ),
        Claim::at_least(
            "a-thread-for-many-jobs",
            "To create a thread and see it end takes at least {} times as long as a rayon job.",
            each("threads"),
            each("jobs"),
            5.0,
        ),
        Claim::at_least(
            "a-task-does-more",
            "Async tasks take at least {} times the CPU time of as many rayon jobs.",
            cpu("tasks"),
            cpu("jobs"),
            1.2,
        ),
        Claim::at_least(
            "a-process-for-many-threads",
            "To create a process and see it end takes at least {} times as long as a thread.",
            each("processes"),
            each("threads"),
            5.0,
        ),
    ]
}
