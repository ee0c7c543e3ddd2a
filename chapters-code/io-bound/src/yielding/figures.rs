//! What is shown of the heartbeats.

use record::Metric;
use record::figure::{Column, Figure, Kind};

/// The charts, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    let own = Metric::Own;
    vec![
        Figure {
            name: "latest",
            kind: Kind::Dots {
                metric: own("max_ns"),
                axis: "how late the latest beat was",
            },
        },
        Figure {
            name: "percentiles",
            kind: Kind::Percentiles {
                rows: vec!["calm", "blocking", "handed-off", "busy", "yielding"],
                points: vec![
                    ("50 %", own("p50_ns")),
                    ("75 %", own("p75_ns")),
                    ("90 %", own("p90_ns")),
                    ("95 %", own("p95_ns")),
                    ("99 %", own("p99_ns")),
                    ("100 %", own("max_ns")),
                ],
                axis: "late by at most",
            },
        },
        Figure {
            name: "timelines",
            kind: Kind::Compared {
                rows: vec!["own-threads", "own-threads-one-core", "busy", "yielding"],
            },
        },
    ]
}

/// The columns of the table.
pub(super) fn columns() -> Vec<Column> {
    let column = |name, label, own| Column { name, label, metric: Metric::Own(own) };
    vec![
        column("p50", "50 % within", "p50_ns"),
        column("p75", "75 %", "p75_ns"),
        column("p90", "90 %", "p90_ns"),
        column("p95", "95 %", "p95_ns"),
        column("p99", "99 %", "p99_ns"),
        column("latest", "Latest", "max_ns"),
        column("offender", "Offender took", "offender_ns"),
        column("primes", "Primes found", "primes"),
    ]
}
