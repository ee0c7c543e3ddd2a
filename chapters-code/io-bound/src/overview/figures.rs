//! What is drawn of the overview.

use record::figure::{Figure, Kind};

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![
        Figure::wall_times("times"),
        Figure {
            name: "timelines",
            kind: Kind::Timeline { rows: vec!["sequential", "pool-5", "async"] },
        },
    ]
}
