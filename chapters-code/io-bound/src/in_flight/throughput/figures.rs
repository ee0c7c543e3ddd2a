//! What is drawn and tabled of the throughput.

use record::Metric;
use record::figure::{Column, Figure, Kind};

const RATE: Metric = Metric::Own("per_second");

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure {
        name: "rates",
        kind: Kind::Dots { metric: RATE, axis: "requests a second" },
    }]
}

/// The columns of its measures.
pub(super) fn columns() -> Vec<Column> {
    vec![Column { name: "rate", label: "Requests a second", metric: RATE }]
}
