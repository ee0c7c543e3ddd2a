//! What is drawn and tabled of tasks that grow.

use record::Metric;
use record::figure::{Column, Figure, Kind};

/// The rows whose timelines the page shows.
pub(super) const TRACED: [&str; 6] = [
    "halves",
    "interleaved",
    "in-order",
    "largest-first",
    "stealing",
    "stealing-singly",
];

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![
        Figure::wall_times("times"),
        Figure { name: "timelines", kind: Kind::Timeline { rows: TRACED.to_vec() } },
    ]
}

/// The columns of its measures.
pub(super) fn columns() -> Vec<Column> {
    [
        ("busiest", "Busiest worker", "busiest_ns"),
        ("idlest", "Idlest worker", "idlest_ns"),
    ]
    .map(|(name, label, metric)| Column { name, label, metric: Metric::Own(metric) })
    .to_vec()
}
