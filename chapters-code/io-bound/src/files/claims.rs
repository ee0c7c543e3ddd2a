//! What the chapter claims of the files.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "warm-reads-compute",
            "Files in memory: the loop uses a core for at least {} % of its time.",
            Quantity::Row("warm-sequential", Metric::Cpu),
            wall("warm-sequential"),
            0.8,
        ),
        Claim::at_least(
            "cores-read-warm-files",
            "Files in memory: Rayon is at least {} times as quick as the loop.",
            wall("warm-sequential"),
            wall("warm-rayon"),
            1.2,
        )
        .on_cores(2),
        Claim::at_least(
            "cold-reads-wait",
            "Files not in memory: the loop takes at least {} times its CPU time.",
            wall("cold-sequential"),
            Quantity::Row("cold-sequential", Metric::Cpu),
            1.5,
        ),
        Claim::at_least(
            "cold-costs",
            "The loop takes at least {} times as long where the files are not in memory.",
            wall("cold-sequential"),
            wall("warm-sequential"),
            2.5,
        ),
        Claim::at_least(
            "threads-hide-the-device",
            "Files not in memory: sixteen threads are at least {} times as quick as the loop.",
            wall("cold-sequential"),
            wall("cold-pool"),
            1.5,
        ),
        Claim::at_least(
            "a-thread-a-core-is-too-few",
            "Files not in memory: a thread a core takes at least {} times as long as sixteen.",
            wall("cold-rayon"),
            wall("cold-pool"),
            1.1,
        ),
        Claim::at_most(
            "threads-are-only-cores",
            "Files in memory: sixteen threads are at most {} times as quick as the loop.",
            wall("warm-sequential"),
            wall("warm-pool"),
            2.2,
        ),
        Claim::at_least(
            "async-hands-off",
            "Files in memory: tokio::fs takes at least {} times as long as the loop.",
            wall("warm-async"),
            wall("warm-sequential"),
            2.0,
        ),
        Claim::at_least(
            "all-at-once-needs-memory",
            "Files not in memory: tokio::fs takes at least {} times the memory of the loop.",
            Quantity::Row("cold-async", Metric::PeakRss),
            Quantity::Row("cold-sequential", Metric::PeakRss),
            1.5,
        ),
    ]
}
