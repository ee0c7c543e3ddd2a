//! What the chapter claims of what pays.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_most(
            "one-is-no-reason",
            "For a single request, a thread is at most {} times as quick as the loop.",
            wall("loop-1"),
            wall("threads-1"),
            1.05,
        ),
        Claim::at_least(
            "two-are-enough-for-async",
            "With two requests, async is at least {} times as quick as the loop.",
            wall("loop-2"),
            wall("async-2"),
            1.3,
        ),
        Claim::at_least(
            "two-are-enough-for-threads",
            "With two requests, threads are at least {} times as quick as the loop.",
            wall("loop-2"),
            wall("threads-2"),
            1.3,
        ),
        Claim::at_least(
            "more-work-more-gain",
            "With fifty requests, async is at least {} times as quick as the loop.",
            wall("loop-50"),
            wall("async-50"),
            8.0,
        ),
        Claim::at_least(
            "processes-cost-a-program",
            "For a single request, processes take at least {} times the CPU time of the loop.",
            Quantity::Row("processes-1", Metric::Cpu),
            Quantity::Row("loop-1", Metric::Cpu),
            1.15,
        ),
        Claim::at_most(
            "five-stay-five",
            "With fifty requests, a pool of five threads is at most {} times as quick as the loop.",
            wall("loop-50"),
            wall("pool-50"),
            5.2,
        ),
    ]
}
