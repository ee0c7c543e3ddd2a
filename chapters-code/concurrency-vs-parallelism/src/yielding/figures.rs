//! What is drawn of the task that never yields.

use record::Metric;
use record::figure::{Column, Figure, Kind};

/// The rows whose timelines the page shows.
pub(super) const TRACED: [&str; 4] = ["threads", "one-core", "async", "yielding"];

/// How late the latest beat was.
pub(super) const LATEST: Metric = Metric::Own("latest_ns");

/// How long the other task took to compute.
pub(super) const COMPUTING: Metric = Metric::Own("computing_ns");

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    let axis = "how late the latest heartbeat was";
    vec![
        Figure { name: "timelines", kind: Kind::Compared { rows: TRACED.to_vec() } },
        Figure { name: "lateness", kind: Kind::Dots { metric: LATEST, axis } },
    ]
}

/// The columns of the experiment's own measures.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column { name: "latest", label: "Latest heartbeat", metric: LATEST },
        Column { name: "computing", label: "Time to compute", metric: COMPUTING },
    ]
}
