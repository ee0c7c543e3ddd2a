//! What is drawn of more threads than cores.

use record::Metric;
use record::figure::{Figure, Kind};
use record::sweep::Sweep;

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    let over_threads = |name, metric, axis| Figure {
        name,
        kind: Kind::Lines(Sweep {
            over: "workers",
            over_axis: "threads",
            metric,
            axis,
            times_into: None,
            fitted: false,
        }),
    };
    vec![
        over_threads("times", Metric::Wall, "time for all of it"),
        over_threads("switches", Metric::Involuntary, "involuntary switches"),
        over_threads("memory", Metric::PeakRss, "peak memory"),
    ]
}
