//! What is drawn and tabled of creating one.

use record::Metric;
use record::figure::{Column, Figure, Kind};

const EACH: Metric = Metric::Own("each_ns");

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure {
        name: "each",
        kind: Kind::Dots { metric: EACH, axis: "to create and end one" },
    }]
}

/// The columns of its measures.
pub(super) fn columns() -> Vec<Column> {
    vec![Column { name: "each", label: "To create and end one", metric: EACH }]
}
