//! What is drawn of what pays.

use record::Metric;
use record::figure::{Figure, Kind};
use record::sweep::Sweep;

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    let lines = |axis, times_into| {
        Kind::Lines(Sweep {
            over: "limit",
            over_axis: "limit of each sieve",
            metric: Metric::Wall,
            axis,
            times_into,
            fitted: false,
        })
    };
    vec![
        Figure {
            name: "speed-up",
            kind: lines(
                "times as quick as one after another",
                Some("One after another"),
            ),
        },
        Figure { name: "times", kind: lines("time for all tasks", None) },
    ]
}
