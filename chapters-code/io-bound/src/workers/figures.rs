//! What is drawn of the pool's sizes.

use record::Metric;
use record::figure::{Figure, Kind};
use record::sweep::Sweep;

/// The rows whose timelines the page shows.
pub(super) const TRACED: [&str; 7] = [
    "pool-1-10ms",
    "pool-2-10ms",
    "pool-5-10ms",
    "pool-10-10ms",
    "pool-20-10ms",
    "pool-50-10ms",
    "pool-100-10ms",
];

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![
        Figure {
            name: "sweep",
            kind: Kind::Lines(Sweep {
                over: "workers",
                over_axis: "workers",
                metric: Metric::Wall,
                axis: "time for all of it",
                times_into: None,
                fitted: false,
            }),
        },
        Figure { name: "timelines", kind: Kind::Timeline { rows: TRACED.to_vec() } },
    ]
}
