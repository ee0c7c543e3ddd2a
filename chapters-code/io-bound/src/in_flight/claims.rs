//! What the chapter claims of requests in flight.

use record::claim::{Claim, Quantity, wall};
use record::{Metric, Unit};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let per_request = |row| Quantity::Row(row, Metric::Own("per_request_bytes"));
    vec![
        Claim::at_most(
            "async-memory",
            "Async with ten thousand in flight takes at most {} KiB of memory for each.",
            per_request("async-10000"),
            Quantity::Amount(1024.0, Unit::Bytes),
            30.0,
        ),
        Claim::at_most(
            "a-thousand-side-by-side",
            "Async answers a thousand requests in at most {} times one latency.",
            wall("async-1000"),
            Quantity::Ideal,
            3.0,
        ),
        Claim::at_least(
            "threads-memory",
            "A thousand threads take at least {} times the memory of async for each request.",
            per_request("threads-1000"),
            per_request("async-1000"),
            1.1,
        ),
        Claim::at_least(
            "ten-thousand-threads-memory",
            "Ten thousand threads take at least {} times the memory of async for each request.",
            per_request("threads-10000"),
            per_request("async-10000"),
            1.2,
        ),
    ]
}
