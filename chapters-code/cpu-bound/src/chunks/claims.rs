//! What the chapter claims of the chunks.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "a-message-a-task",
            "Processes that are sent a task at a time take at least {} times the time of those that are sent a hundred.",
            wall("processes-1"),
            wall("processes-100"),
            1.3,
        ),
        Claim::at_most(
            "threads-do-not-mind",
            "Threads that take a task at a time take at most {} times the time of those that take a hundred.",
            wall("threads-1"),
            wall("threads-100"),
            1.15,
        ),
        Claim::at_least(
            "a-message-is-dear",
            "A tiny task costs at least {} times as much when it is sent to a process as when a thread of Rayon finds it in its own queue.",
            Quantity::Row("processes-tiny", Metric::Own("each_ns")),
            Quantity::Row("rayon-tiny", Metric::Own("each_ns")),
            20.0,
        ),
        Claim::at_least(
            "tiny-tasks-gain-all-the-same",
            "With tiny tasks, Rayon is at least {} times as quick as the loop.",
            wall("loop-tiny"),
            wall("rayon-tiny"),
            1.15,
        )
        .on_cores(2),
        Claim::at_least(
            "a-share-is-too-much",
            "Threads that take a share of all the tasks at once take at least {} times the time of those that take ten.",
            wall("threads-share"),
            wall("threads-10"),
            1.15,
        ),
        Claim::at_most(
            "rayon-finds-it",
            "Rayon without a chunk size takes at most {} times the time of Rayon with chunks of ten.",
            wall("rayon-by-itself"),
            wall("rayon-10"),
            1.15,
        ),
    ]
}
