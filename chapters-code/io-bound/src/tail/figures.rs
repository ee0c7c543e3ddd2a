//! What is drawn and tabulated of the batches.

use record::Metric;
use record::figure::{Column, Figure, Kind};
use record::sweep::Sweep;

/// The time of a batch over its size, a line a distribution.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure {
        name: "batches",
        kind: Kind::Lines(Sweep {
            over: "batch",
            over_axis: "requests in a batch",
            metric: Metric::Own("batch_ns"),
            axis: "median time of a batch",
            times_into: None,
            fitted: false,
        }),
    }]
}

/// The columns of the table.
pub(super) fn columns() -> Vec<Column> {
    vec![Column {
        name: "batch",
        label: "Median time of a batch",
        metric: Metric::Own("batch_ns"),
    }]
}
