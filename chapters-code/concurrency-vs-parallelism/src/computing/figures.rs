//! What is drawn of tasks that compute.

use record::figure::{Figure, Kind};

use crate::strategies::KEYS;

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![
        Figure { name: "timelines", kind: Kind::Compared { rows: KEYS.to_vec() } },
        Figure::wall_times("times"),
        Figure {
            name: "turns",
            kind: Kind::Timeline {
                rows: vec!["sequential", "async", "one-core", "one-lock", "threads"],
            },
        },
    ]
}
