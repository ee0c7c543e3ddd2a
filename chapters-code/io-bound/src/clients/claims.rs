//! What the chapter claims of clients and concurrency models.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "a-client-each-costs-threads",
            "Threads with a client each take at least {} times as long as with one for all.",
            wall("threads-own"),
            wall("threads-shared"),
            2.0,
        ),
        Claim::at_least(
            "a-client-each-costs-async",
            "Async with a client for each request takes at least {} times as long as with one for all.",
            wall("async-own"),
            wall("async-shared"),
            2.0,
        ),
        Claim::at_most(
            "the-model-matters-less",
            "With one client for all, threads take at most {} times as long as async.",
            wall("threads-shared"),
            wall("async-shared"),
            1.6,
        ),
        Claim::at_most(
            "no-second-thread-no-conversation",
            "A client written for blocking, with buffers that fit, takes at most {} times the CPU time of one that hands each request to another thread.",
            Quantity::Row("ureq-small", Metric::Cpu),
            Quantity::Row("threads-shared", Metric::Cpu),
            0.95,
        ),
        Claim::at_least(
            "buffers-cost",
            "The client written for blocking takes at least {} times the CPU time with its default buffers as with buffers that fit.",
            Quantity::Row("ureq-shared", Metric::Cpu),
            Quantity::Row("ureq-small", Metric::Cpu),
            1.3,
        ),
    ]
}
