//! What the chapter claims of the pool's size.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "five-workers-five-times",
            "At the longest latency, five workers are at least {} times as quick as one.",
            wall("pool-1-10ms"),
            wall("pool-5-10ms"),
            4.0,
        ),
        Claim::at_most(
            "law-holds-where-waiting-dominates",
            "With five workers at the longest latency, the time is at most {} times what Little's law predicts.",
            wall("pool-5-10ms"),
            Quantity::Predicted("pool-5-10ms"),
            1.35,
        ),
        Claim::at_least(
            "law-fails-where-computing-dominates",
            "With fifty workers at the shortest latency, the time is at least {} times what Little's law predicts.",
            wall("pool-50-1ms"),
            Quantity::Predicted("pool-50-1ms"),
            2.0,
        ),
        Claim::at_most(
            "no-gain-beyond",
            "At the shortest latency, a hundred workers are at most {} times as quick as twenty.",
            wall("pool-20-1ms"),
            wall("pool-100-1ms"),
            1.25,
        ),
        Claim::at_least(
            "more-workers-more-computing",
            "At the shortest latency, a hundred workers take at least {} times the CPU time of twenty.",
            Quantity::Row("pool-100-1ms", Metric::Cpu),
            Quantity::Row("pool-20-1ms", Metric::Cpu),
            1.3,
        ),
    ]
}
