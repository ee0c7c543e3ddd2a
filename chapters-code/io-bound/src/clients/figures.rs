//! What is drawn of the clients.

use record::Metric;
use record::figure::{Figure, Kind};

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![
        Figure::wall_times("times"),
        Figure {
            name: "cpu",
            kind: Kind::Dots { metric: Metric::Cpu, axis: "CPU time for all of it" },
        },
    ]
}
