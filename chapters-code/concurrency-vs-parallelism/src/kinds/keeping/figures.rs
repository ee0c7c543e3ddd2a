//! What is drawn and tabled of keeping many.

use record::Metric;
use record::figure::{Column, Figure, Kind};

const OWN: Metric = Metric::Own("each_bytes");
const KERNEL: Metric = Metric::Own("each_kernel_bytes");
const ALL: Metric = Metric::Own("each_all_bytes");

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure {
        name: "memory",
        kind: Kind::Dots { metric: ALL, axis: "memory of each, the kernel's included" },
    }]
}

/// The columns of its measures.
pub(super) fn columns() -> Vec<Column> {
    let count =
        |name, label, metric| Column { name, label, metric: Metric::Own(metric) };
    vec![
        count("kept", "Kept", "kept"),
        Column { name: "own", label: "Memory of each", metric: OWN },
        Column { name: "kernel", label: "In the kernel", metric: KERNEL },
        Column { name: "all", label: "Both", metric: ALL },
        count("fit-by-memory", "Memory is enough for", "fit_by_memory"),
        count("fit-by-limits", "The kernel allows", "fit_by_limits"),
        count("fit", "So there fit", "fit"),
    ]
}
