//! What the chapter claims of the database that it describes: SQLite.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "an-embedded-database-computes",
            "The loop over an embedded database uses a core for at least {} % of its time.",
            Quantity::Row("sequential", Metric::Cpu),
            wall("sequential"),
            0.8,
        ),
        Claim::at_least(
            "connecting-costs",
            "With a connection for each query, the loop takes at least {} times as long as with one for all.",
            wall("connect-each"),
            wall("sequential"),
            10.0,
        ),
        Claim::at_least(
            "eight-threads-gain",
            "Eight threads are at least {} times as quick as the loop.",
            wall("sequential"),
            wall("pool-8"),
            1.2,
        )
        .on_cores(2),
        Claim::at_most(
            "eight-threads-are-not-eight-times",
            "Eight threads are at most {} times as quick as the loop.",
            wall("sequential"),
            wall("pool-8"),
            3.5,
        ),
        Claim::at_most(
            "four-times-the-threads-are-not-four-times",
            "Eight threads are at most {} times as quick as two.",
            wall("pool-2"),
            wall("pool-8"),
            3.0,
        ),
        Claim::at_least(
            "async-only-costs",
            "Async on one connection takes at least {} times as long as the loop.",
            wall("async"),
            wall("sequential"),
            1.3,
        ),
        Claim::at_least(
            "handing-off-costs-cpu-time",
            "Async on eight connections burns at least {} times the CPU time of eight threads.",
            Quantity::Row("async-8", Metric::Cpu),
            Quantity::Row("pool-8", Metric::Cpu),
            1.2,
        ),
    ]
}
