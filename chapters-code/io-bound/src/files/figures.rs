//! What is drawn of the files, and the table of what the experiment measured.

use record::Metric;
use record::figure::{Column, Figure};

pub(super) fn figures() -> Vec<Figure> {
    vec![Figure::wall_times("times")]
}

pub(super) fn columns() -> Vec<Column> {
    vec![
        Column {
            name: "fetched",
            label: "Fetched from storage",
            metric: Metric::Own("fetched_bytes"),
        },
        Column { name: "cpu-time", label: "CPU time", metric: Metric::Cpu },
        Column { name: "waits", label: "Times it waited", metric: Metric::Voluntary },
        Column { name: "most-threads", label: "Threads", metric: Metric::PeakThreads },
    ]
}
