//! What is drawn of the queries, and the table of what was counted.

use record::Metric;
use record::figure::{Column, Figure};

pub(super) fn figures() -> Vec<Figure> {
    vec![Figure::wall_times("times")]
}

pub(super) fn columns() -> Vec<Column> {
    vec![
        Column { name: "cpu-time", label: "CPU time", metric: Metric::Cpu },
        Column { name: "waits", label: "Times it waited", metric: Metric::Voluntary },
        Column { name: "most-threads", label: "Threads", metric: Metric::PeakThreads },
    ]
}
