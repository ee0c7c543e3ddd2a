//! What is drawn and tabulated of the batches.

use record::Metric;
use record::figure::{Column, Figure, Kind};

/// How many requests were answered, and what each cost the server.
pub(super) fn figures() -> Vec<Figure> {
    vec![
        Figure {
            name: "succeeded",
            kind: Kind::Dots {
                metric: Metric::Own("succeeded"),
                axis: "requests that got their answer",
            },
        },
        Figure {
            name: "sent",
            kind: Kind::Parts {
                parts: vec![
                    ("answered", Metric::Own("succeeded")),
                    ("wasted", Metric::Own("wasted")),
                ],
                axis: "requests that the server saw",
            },
        },
    ]
}

/// The columns of the table.
pub(super) fn columns() -> Vec<Column> {
    let column = |name, label, own| Column { name, label, metric: Metric::Own(own) };
    vec![
        column("succeeded", "Succeeded", "succeeded"),
        column("attempts", "Sent", "attempts"),
        column("wasted", "Wasted", "wasted"),
        column("goodput", "Successes a second", "goodput"),
        column("p50", "p50", "p50_ns"),
        column("p99", "p99", "p99_ns"),
    ]
}
