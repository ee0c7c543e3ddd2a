//! What is drawn and tabled of the counters.

use record::Metric;
use record::figure::{Column, Figure};

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure::wall_times("times")]
}

/// The columns of its measures.
pub(super) fn columns() -> Vec<Column> {
    vec![Column {
        name: "thousand",
        label: "A thread's time for 1,000 additions",
        metric: Metric::Own("thousand_ns"),
    }]
}
