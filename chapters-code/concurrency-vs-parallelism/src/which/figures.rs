//! What is drawn and tabled of the four programs.

use record::Metric;
use record::figure::{Column, Figure, Kind};

const OFF_CORE: Metric = Metric::Own("off_core_ns");

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    let parts = vec![
        ("on a core, in its own code", Metric::User),
        ("on a core, in the kernel", Metric::System),
        ("not on a core", OFF_CORE),
    ];
    vec![Figure { name: "parts", kind: Kind::Parts { parts, axis: "wall time" } }]
}

/// The columns of its measures, named as time(1) names them.
pub(super) fn columns() -> Vec<Column> {
    let column = |name, label, metric| Column { name, label, metric };
    vec![
        column("real", "Wall time (real)", Metric::Wall),
        column("own-code", "In its code (user)", Metric::User),
        column("kernel", "In the kernel (sys)", Metric::System),
        column("off-core", "Not on a core", OFF_CORE),
        column("cpu-percent", "On a core, whole %", Metric::Own("cpu_percent")),
    ]
}
