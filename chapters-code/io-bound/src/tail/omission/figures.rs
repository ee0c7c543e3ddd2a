//! What is drawn and tabulated of the percentiles.

use record::Metric;
use record::figure::{Column, Figure, Kind};

/// The percentiles, with what they are called, from the fewest.
const PERCENTILES: [(&str, &str, Metric); 5] = [
    ("p50", "50 %", Metric::Own("p50_ns")),
    ("p90", "90 %", Metric::Own("p90_ns")),
    ("p99", "99 %", Metric::Own("p99_ns")),
    ("p999", "99.9 %", Metric::Own("p999_ns")),
    ("max", "max", Metric::Own("max_ns")),
];

/// A line a way of measuring.
pub(super) fn figures() -> Vec<Figure> {
    let points = PERCENTILES.map(|(_, label, metric)| (label, metric));
    vec![Figure {
        name: "percentiles",
        kind: Kind::Percentiles {
            rows: vec!["closed-loop", "closed-loop-corrected", "open-loop"],
            points: points.to_vec(),
            axis: "time until the answer",
        },
    }]
}

/// The columns of the table.
pub(super) fn columns() -> Vec<Column> {
    let mut columns = PERCENTILES
        .map(|(name, label, metric)| Column { name, label, metric })
        .to_vec();
    columns.push(Column {
        name: "late",
        label: "Sent late by",
        metric: Metric::Own("late_ns"),
    });
    columns
}
