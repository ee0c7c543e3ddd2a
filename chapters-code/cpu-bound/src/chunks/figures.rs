//! What is drawn and tabled of the chunks.

use record::Metric;
use record::figure::{Column, Figure, Kind};
use record::sweep::Sweep;

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure {
        name: "sweep",
        kind: Kind::Lines(Sweep {
            over: "chunk",
            over_axis: "tasks in a chunk",
            metric: Metric::Wall,
            axis: "time for all of it",
            times_into: None,
            fitted: false,
        }),
    }]
}

/// The columns of its measures.
pub(super) fn columns() -> Vec<Column> {
    vec![Column {
        name: "each",
        label: "A worker's time for a task",
        metric: Metric::Own("each_ns"),
    }]
}
