//! What is drawn and tabled of requests in flight.

use record::Metric;
use record::figure::{Column, Figure, Kind};
use record::sweep::Sweep;

const PER_REQUEST: Metric = Metric::Own("per_request_bytes");

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    let over_requests = |name, metric, axis| Figure {
        name,
        kind: Kind::Lines(Sweep {
            over: "requests",
            over_axis: "requests in flight",
            metric,
            axis,
            times_into: None,
            fitted: false,
        }),
    };
    vec![
        over_requests("times", Metric::Wall, "time for all of it"),
        over_requests("memory", PER_REQUEST, "memory for each request"),
    ]
}

/// The columns of its measures.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column {
            name: "per-request",
            label: "Memory for each request",
            metric: PER_REQUEST,
        },
        Column { name: "peak-memory", label: "Peak memory", metric: Metric::PeakRss },
        Column { name: "threads", label: "Threads", metric: Metric::PeakThreads },
        Column { name: "files", label: "Open files", metric: Metric::PeakOpenFiles },
    ]
}
