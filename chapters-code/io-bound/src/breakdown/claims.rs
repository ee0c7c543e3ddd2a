//! What the chapter claims of where the time goes.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_most(
            "warm-async-near-one-latency",
            "Async over open connections needs at most {} times one latency for all of them.",
            wall("async-warm"),
            Quantity::Ideal,
            1.15,
        ),
        Claim::at_most(
            "cold-async-near-one-latency",
            "Async with a new client and new connections needs at most {} times one latency for all of them.",
            wall("async-cold"),
            Quantity::Ideal,
            1.5,
        ),
        Claim::at_most(
            "server-is-punctual",
            "The server's own delay for the last request is at most {} times the latency asked for.",
            Quantity::Row("async-warm", Metric::Own("server_ns")),
            Quantity::Ideal,
            1.15,
        ),
        Claim::at_least(
            "not-the-threads",
            "With a client each, threads take at least {} times as long as with one for all.",
            wall("threads-own"),
            wall("threads-cold"),
            2.0,
        ),
        Claim::at_most(
            "threads-cost-little",
            "Threads over open connections need at most {} times one latency for all of them.",
            wall("threads-warm"),
            Quantity::Ideal,
            1.8,
        ),
        Claim::at_least(
            "connections-cost",
            "A new client and new connections make async at least {} times as slow.",
            wall("async-cold"),
            wall("async-warm"),
            1.03,
        ),
    ]
}
