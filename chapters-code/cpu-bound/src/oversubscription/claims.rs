//! What the chapter claims of more threads than cores.

use record::claim::{Claim, Quantity, wall};
use record::{Metric, Unit};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_most(
            "some-more-cost-little",
            "With eight threads a core, the time is at most {} times that of one a core.",
            wall("shares-8-a-core"),
            wall("shares-1-a-core"),
            1.25,
        ),
        Claim::at_least(
            "a-thousand-cost-time",
            "With 1,000 threads, the time is at least {} times that of one a core.",
            wall("shares-1000"),
            wall("shares-1-a-core"),
            1.15,
        ),
        Claim::at_least(
            "a-thousand-cost-computing",
            "With 1,000 threads, the CPU time is at least {} times that of one a core.",
            Quantity::Row("shares-1000", Metric::Cpu),
            Quantity::Row("shares-1-a-core", Metric::Cpu),
            1.15,
        ),
        Claim::at_least(
            "they-take-turns",
            "Eight threads a core have a core taken from them at least {} times in all.",
            Quantity::Row("shares-8-a-core", Metric::Involuntary),
            Quantity::Amount(1.0, Unit::Count),
            4.0,
        ),
        Claim::at_least(
            "stacks-take-memory",
            "With 1,000 threads, the peak of memory is at least {} times that of one a core.",
            Quantity::Row("shares-1000", Metric::PeakRss),
            Quantity::Row("shares-1-a-core", Metric::PeakRss),
            1.5,
        ),
    ]
}
