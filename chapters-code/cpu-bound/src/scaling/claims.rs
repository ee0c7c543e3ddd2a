//! What the chapter claims of more workers.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "two-are-nearly-twice",
            "Two workers are at least {} times as quick as the loop.",
            wall("loop-2"),
            wall("all-2"),
            1.7,
        ),
        Claim::at_most(
            "little-is-not-shared-out",
            "What is not shared out, with two workers, is at most {} % of the loop's time.",
            Quantity::Row("all-2", Metric::Own("alone_ns")),
            wall("loop-2"),
            0.05,
        ),
        Claim::at_least(
            "the-counter-balances",
            "Of two workers, the less busy one worked at least {} times as long as the other.",
            Quantity::Row("all-2", Metric::Own("idlest_ns")),
            Quantity::Row("all-2", Metric::Own("busiest_ns")),
            0.9,
        ),
        Claim::at_most(
            "two-do-no-more-work-than-one",
            "Two workers burn at most {} times the CPU time of the loop.",
            Quantity::Row("all-2", Metric::Cpu),
            Quantity::Row("loop-2", Metric::Cpu),
            1.15,
        ),
        Claim::at_most(
            "a-fifth-alone-is-amdahls-limit",
            "With a fifth done alone, two workers are at most {} times as quick as the loop.",
            wall("loop-2"),
            wall("fifth-2"),
            1.75,
        ),
        Claim::at_least(
            "a-fifth-alone-costs",
            "With a fifth done alone, two workers take at least {} times as long as with all of it shared out.",
            wall("fifth-2"),
            wall("all-2"),
            1.1,
        ),
    ]
}
