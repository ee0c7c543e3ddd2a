//! What the chapter claims of tasks that grow.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let busiest = |row| Quantity::Row(row, Metric::Own("busiest_ns"));
    let idlest = |row| Quantity::Row(row, Metric::Own("idlest_ns"));
    vec![
        Claim::at_least(
            "equal-shares-in-a-row-are-unequal",
            "With equal shares in a row, the busiest worker has at least {} times the work of the idlest.",
            busiest("halves"),
            idlest("halves"),
            2.0,
        ),
        Claim::at_least(
            "taking-turns-is-quicker",
            "Equal shares in a row take at least {} times as long as in turn.",
            wall("halves"),
            wall("interleaved"),
            1.2,
        ),
        Claim::at_least(
            "no-plan-is-as-good",
            "Equal shares in a row take at least {} times as long as an atomic counter, smallest first.",
            wall("halves"),
            wall("in-order"),
            1.2,
        ),
        Claim::at_least(
            "largest-first-ends-even",
            "Taken largest first, the idlest worker has at least {} times the work of the busiest.",
            idlest("largest-first"),
            busiest("largest-first"),
            0.9,
        ),
        Claim::at_least(
            "stealing-needs-no-plan",
            "Equal shares in a row take at least {} times as long as work stealing, one by one.",
            wall("halves"),
            wall("stealing-singly"),
            1.2,
        ),
        Claim::at_least(
            "the-order-matters-to-a-loop",
            "Without any sharing out, the largest first is at least {} times as quick as the smallest first.",
            wall("loop"),
            wall("backwards"),
            1.05,
        ),
    ]
}
