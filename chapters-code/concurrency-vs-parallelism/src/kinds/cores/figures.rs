//! What is drawn and tabled of how many cores each kind can use.

use record::Metric;
use record::figure::{Column, Figure};

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure::wall_times("times")]
}

/// The columns of its measures.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column { name: "cpu", label: "CPU time", metric: Metric::Cpu },
        Column { name: "wall", label: "Wall time", metric: Metric::Wall },
        Column {
            name: "cpu-percent",
            label: "CPU time in % of the wall time",
            metric: Metric::Own("cpu_percent"),
        },
    ]
}
