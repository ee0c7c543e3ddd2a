//! What the chapter claims of the throughput.

use record::Metric;
use record::claim::{Claim, Quantity};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let rate = |row| Quantity::Row(row, Metric::Own("per_second"));
    vec![
        Claim::at_most(
            "within-reach-of-wrk",
            "A load generator written in C makes at most {} times as many requests a second as our client on one thread.",
            rate("wrk"),
            rate("one-thread"),
            2.0,
        ),
        Claim::at_most(
            "more-threads-not-more-requests",
            "With a thread a core, the client makes at most {} times as many requests a second as with one thread.",
            rate("thread-a-core"),
            rate("one-thread"),
            1.2,
        ),
        Claim::at_least(
            "more-threads-more-work",
            "For the same requests, a thread a core takes at least {} times the CPU time of one thread.",
            Quantity::Row("thread-a-core", Metric::Cpu),
            Quantity::Row("one-thread", Metric::Cpu),
            1.05,
        ),
    ]
}
