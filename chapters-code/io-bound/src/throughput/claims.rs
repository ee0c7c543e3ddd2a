//! What the chapter claims of the throughput.

use record::Metric;
use record::claim::{Claim, Quantity};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let rate = |row| Quantity::Row(row, Metric::Own("per_second"));
    vec![Claim::at_most(
        "within-reach-of-wrk",
        "A load generator written in C makes at most {} times as many requests a second as our client on one thread.",
        rate("wrk"),
        rate("one-thread"),
        2.0,
    )]
}
