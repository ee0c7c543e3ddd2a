//! What the page claims of the batches.

use record::Metric;
use record::claim::{Claim, Quantity};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let batch = |row| Quantity::Row(row, Metric::Own("batch_ns"));
    vec![
        Claim::at_most(
            "alone-the-heavy-tail-is-quick",
            "A single request with a heavy tail typically takes at most {} % of the time of one that always takes the mean.",
            batch("heavy-1"),
            batch("fixed-1"),
            1.0,
        ),
        Claim::at_least(
            "in-a-batch-it-is-slow",
            "A batch of a hundred with a heavy tail typically takes at least {} times as long as one whose requests all take the mean.",
            batch("heavy-100"),
            batch("fixed-100"),
            2.0,
        ),
        Claim::at_most(
            "a-bounded-spread-is-bounded",
            "Where no request takes more than twice the mean, a batch of a hundred takes at most {} times as long as one whose requests all take the mean.",
            batch("uniform-100"),
            batch("fixed-100"),
            2.2,
        ),
        Claim::at_most(
            "the-uniform-batch-is-predicted",
            "A batch of ten with uniform waits takes at most {} times what the formula says.",
            batch("uniform-10"),
            Quantity::Predicted("uniform-10"),
            1.25,
        ),
        Claim::at_least(
            "the-heavy-batch-is-predicted",
            "A batch of ten with a heavy tail typically takes at least {} % of what the formula says.",
            batch("heavy-10"),
            Quantity::Predicted("heavy-10"),
            0.5,
        ),
    ]
}
