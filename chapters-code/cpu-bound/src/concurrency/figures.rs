//! What is drawn of concurrency without parallelism.

use record::figure::{Figure, Kind};

/// The rows whose timelines the page shows.
pub(super) const TRACED: [&str; 5] =
    ["loop", "async", "one-core", "one-lock", "threads"];

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![
        Figure::wall_times("times"),
        Figure { name: "timelines", kind: Kind::Timeline { rows: TRACED.to_vec() } },
    ]
}
