//! What is drawn of what pays.

use record::Metric;
use record::figure::{Figure, Kind};
use record::sweep::Sweep;

/// The series that the others are compared with.
pub(super) const LOOP: &str = "One after another";

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure {
        name: "speed-up",
        kind: Kind::Lines(Sweep {
            over: "requests",
            over_axis: "requests",
            metric: Metric::Wall,
            axis: "times as quick as one after another",
            times_into: Some(LOOP),
            fitted: false,
        }),
    }]
}
