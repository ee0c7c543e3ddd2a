//! What is drawn and tabled of more workers.

use record::Metric;
use record::figure::{Column, Figure, Kind};
use record::sweep::Sweep;

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure {
        name: "speed-up",
        kind: Kind::Lines(Sweep::speed_up("workers", "a loop")),
    }]
}

/// The columns of its measures.
pub(super) fn columns() -> Vec<Column> {
    [
        ("alone", "Not shared out", "alone_ns"),
        ("busiest", "Busiest worker", "busiest_ns"),
        ("idlest", "Idlest worker", "idlest_ns"),
        ("off-core", "Longest off a core", "off_core_ns"),
    ]
    .map(|(name, label, metric)| Column { name, label, metric: Metric::Own(metric) })
    .to_vec()
}
