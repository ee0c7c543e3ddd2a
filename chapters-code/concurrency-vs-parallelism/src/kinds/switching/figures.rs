//! What is drawn and tabled of switching.

use record::Metric;
use record::figure::{Column, Figure, Kind};

const SWITCH: Metric = Metric::Own("switch_ns");

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure {
        name: "turns",
        kind: Kind::Dots { metric: SWITCH, axis: "from one to the other" },
    }]
}

/// The columns of its measures.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column { name: "switch", label: "From one to the other", metric: SWITCH },
        Column { name: "turns", label: "Turns", metric: Metric::Own("turns") },
        Column {
            name: "switches",
            label: "The kernel's switches",
            metric: Metric::Own("switches"),
        },
    ]
}
