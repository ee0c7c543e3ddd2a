//! What the chapter claims of the overview.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "pool-5-near-five-times",
            "Five threads are at least {} times as quick as the loop.",
            wall("sequential"),
            wall("pool-5"),
            4.0,
        ),
        Claim::at_least(
            "async-beats-the-loop",
            "Async on one thread is at least {} times as quick as the loop.",
            wall("sequential"),
            wall("async"),
            10.0,
        ),
        Claim::at_least(
            "threads-beat-the-loop",
            "A thread for each request is at least {} times as quick as the loop.",
            wall("sequential"),
            wall("thread-each"),
            10.0,
        ),
        Claim::at_least(
            "more-workers-are-quicker",
            "Fifty threads are at least {} times as quick as five.",
            wall("pool-5"),
            wall("pool-50"),
            3.0,
        ),
        Claim::at_most(
            "async-near-one-latency",
            "Async on one thread needs at most {} times one latency for all of them.",
            wall("async"),
            Quantity::Ideal,
            2.5,
        ),
        Claim::at_most(
            "more-cores-hardly-help",
            "A thread a core makes async at most {} times as quick as one thread does.",
            wall("async"),
            wall("async-threads"),
            1.25,
        ),
        Claim::at_least(
            "processes-cost-cpu-time",
            "Five worker processes burn at least {} times the CPU time of five threads.",
            Quantity::Row("processes-5", Metric::Cpu),
            Quantity::Row("pool-5", Metric::Cpu),
            1.2,
        ),
        Claim::at_least(
            "threads-not-quicker-than-async",
            "A thread for each request takes at least {} % of the time of async on one thread.",
            wall("thread-each"),
            wall("async"),
            1.0,
        ),
        Claim::at_least(
            "the-wrong-tool",
            "A work-stealing CPU pool takes at least {} times as long as async.",
            wall("rayon"),
            wall("async"),
            4.0,
        ),
        Claim::at_most(
            "batches-hardly-matter",
            "Worker processes that are asked for one request at a time take at most {} times as long as with batches.",
            wall("processes-5-messages"),
            wall("processes-5"),
            1.15,
        ),
        Claim::at_least(
            "async-processes-gain-nothing",
            "Async in a process for each core burns at least {} times the CPU time of async in one.",
            Quantity::Row("processes-async", Metric::Cpu),
            Quantity::Row("async", Metric::Cpu),
            1.2,
        )
        .on_cores(2),
        Claim::at_most(
            "threads-cost-little-memory",
            "A thread for each request takes at most {} times the memory of async on one thread.",
            Quantity::Row("thread-each", Metric::PeakRss),
            Quantity::Row("async", Metric::PeakRss),
            1.5,
        ),
    ]
}
