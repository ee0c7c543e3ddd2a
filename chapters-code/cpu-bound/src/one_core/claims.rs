//! What the chapter claims of one core made fast.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let cpu = |row| Quantity::Row(row, Metric::Cpu);
    vec![
        Claim::at_least(
            "a-better-algorithm-beats-more-cores",
            "One sieve for all limits, on one core, is at least {} times as quick as a sieve for each on all cores.",
            wall("naive-cores"),
            wall("one-sieve"),
            100.0,
        ),
        Claim::at_most(
            "reuse-gains-little",
            "With one table for all limits, the sieves are at most {} times as quick as with a new one for each.",
            wall("naive"),
            wall("reused"),
            1.2,
        ),
        Claim::at_least(
            "a-range-can-matter",
            "With a range that excludes its end, the same sieves are at least {} times as quick.",
            wall("reused"),
            wall("half-open"),
            1.4,
        ),
        Claim::at_least(
            "fewer-steps-are-quicker",
            "With the odd numbers only, the sieves are at least {} times as quick as the overview's.",
            wall("naive"),
            wall("odd-only"),
            3.0,
        ),
        Claim::at_least(
            "bits-are-no-gain-here",
            "With bits, the sieves take at least {} times as long as with bytes.",
            wall("bits"),
            wall("odd-only"),
            1.1,
        ),
        Claim::at_least(
            "better-code-on-one-core-beats-two",
            "With the odd numbers only, one core is at least {} times as quick as all cores with the overview's sieve.",
            wall("naive-cores"),
            wall("odd-only"),
            2.0,
        ),
        Claim::at_least(
            "more-cores-no-less-work",
            "On all cores, the overview's sieves take at least {} times the CPU time that they take on one.",
            cpu("naive-cores"),
            cpu("naive"),
            0.9,
        ),
        Claim::at_least(
            "both-multiply",
            "With the odd numbers only and all cores, the sieves are at least {} times as quick as the overview's on one.",
            wall("naive"),
            wall("odd-only-cores"),
            5.0,
        ),
    ]
}
