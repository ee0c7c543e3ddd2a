//! What is drawn and tabled of where the time goes.

use record::Metric;
use record::figure::{Column, Figure, Kind};

const PARTS: [(&str, &str, &str); 6] = [
    ("client", "making the client", "client_ns"),
    ("start", "until it was begun", "start_ns"),
    ("connect", "connecting, its turn", "connect_ns"),
    ("server", "the server", "server_ns"),
    ("read", "reading", "read_ns"),
    ("join", "until all was over", "join_ns"),
];

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    let parts =
        PARTS.iter().map(|(_, label, metric)| (*label, Metric::Own(metric))).collect();
    vec![Figure {
        name: "stages",
        kind: Kind::Parts { parts, axis: "the last request's way" },
    }]
}

/// The columns of its measures.
pub(super) fn columns() -> Vec<Column> {
    PARTS
        .iter()
        .map(|&(name, label, metric)| Column {
            name,
            label,
            metric: Metric::Own(metric),
        })
        .collect()
}
