//! What is drawn and tabled of more workers.

use record::Metric;
use record::figure::{Column, Figure, Kind};
use record::sweep::Sweep;

/// The series that the others are compared with.
pub(super) const LOOP: &str = "a loop";

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure {
        name: "speed-up",
        kind: Kind::Lines(Sweep::speed_up("workers", LOOP)),
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
