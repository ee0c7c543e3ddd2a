//! What the page claims of the ways of measuring.

use record::Metric;
use record::claim::{Claim, Quantity};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let own = |row, name| Quantity::Row(row, Metric::Own(name));
    vec![
        Claim::at_most(
            "the-closed-loop-hides-the-pauses",
            "The closed loop's ninetieth percentile is at most {} % of the open loop's.",
            own("closed-loop", "p90_ns"),
            own("open-loop", "p90_ns"),
            0.5,
        ),
        Claim::at_least(
            "both-meet-the-worst",
            "The closed loop's slowest request takes at least {} % of the time of the open loop's.",
            own("closed-loop", "max_ns"),
            own("open-loop", "max_ns"),
            0.6,
        ),
        Claim::at_least(
            "the-correction-finds-them",
            "Corrected, the closed loop's ninetieth percentile is at least {} % of the open loop's.",
            own("closed-loop-corrected", "p90_ns"),
            own("open-loop", "p90_ns"),
            0.6,
        ),
        Claim::at_most(
            "the-correction-does-not-overdo-it",
            "Corrected, the closed loop's ninetieth percentile is at most {} times the open loop's.",
            own("closed-loop-corrected", "p90_ns"),
            own("open-loop", "p90_ns"),
            1.4,
        ),
    ]
}
