//! What the page claims of the clients.

use record::Metric;
use record::claim::{Claim, Quantity};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let own = |row, name| Quantity::Row(row, Metric::Own(name));
    vec![
        Claim::at_least(
            "bounds-alone-get-more",
            "With a bound and no retry, at least {} times as many requests succeed as all at once.",
            own("bounded", "succeeded"),
            own("unbounded", "succeeded"),
            2.0,
        ),
        Claim::at_least(
            "hammering-costs-the-server",
            "Retrying at once sends the server at least {} times as many requests as a bound with backoff does.",
            own("retry-at-once", "attempts"),
            own("bounded-retry", "attempts"),
            2.0,
        ),
        Claim::at_least(
            "patience-gets-more-than-hammering",
            "Of the requests that are retried after a backoff, at least {} times as many succeed as of those that are retried at once.",
            own("retry-backoff", "succeeded"),
            own("retry-at-once", "succeeded"),
            1.2,
        ),
        Claim::at_most(
            "backoff-alone-still-wastes",
            "A bound besides the backoff leaves at most {} % of the requests that backoff alone wastes.",
            own("bounded-retry", "wasted"),
            own("retry-backoff", "wasted"),
            0.5,
        ),
        Claim::at_most(
            "politeness-is-cheap",
            "With a bound and backoff, the server sees at most {} requests for each that succeeds.",
            own("bounded-retry", "attempts"),
            own("bounded-retry", "succeeded"),
            1.3,
        ),
        Claim::at_most(
            "a-timeout-cuts-the-tail",
            "A timeout for each attempt cuts the slowest hundredth's time to at most {} % of what it was.",
            own("bounded-retry-timeout", "p99_ns"),
            own("bounded-retry", "p99_ns"),
            0.9,
        ),
    ]
}
