//! What the chapter claims of the long sieve.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "segments-fit-the-cache",
            "In segments that fit the cache, the same sieve is at least {} times as quick as in one whole table.",
            wall("whole"),
            wall("segmented"),
            1.1,
        ),
        Claim::at_least(
            "a-wheel-on-top",
            "A wheel is at least {} times as quick as the segments.",
            wall("segmented"),
            wall("wheel"),
            2.0,
        ),
        Claim::at_most(
            "within-reach-of-primesieve",
            "On one core, the wheel takes at most {} times as long as primesieve.",
            wall("wheel"),
            wall("primesieve"),
            3.0,
        ),
        Claim::at_least(
            "cores-on-top",
            "On all cores, the wheel is at least {} times as quick as on one.",
            wall("wheel"),
            wall("wheel-cores"),
            1.6,
        ),
        Claim::at_least(
            "less-work-not-only-sooner",
            "With one whole table, one core has at least {} times as much to do as with the wheel on all cores.",
            Quantity::Row("whole", Metric::Cpu),
            Quantity::Row("wheel-cores", Metric::Cpu),
            3.0,
        ),
    ]
}
