//! What the chapter claims of the four programs.

use record::Metric;
use record::claim::{Claim, Quantity, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let cpu = |row| Quantity::Row(row, Metric::Cpu);
    vec![
        Claim::at_most(
            "downloads-wait",
            "The first program, which downloads, is on a core for at most {} % of its time.",
            cpu("downloads"),
            wall("downloads"),
            0.3,
        ),
        Claim::at_least(
            "primes-compute",
            "The second program, which counts primes, is on a core for at least {} % of its time.",
            cpu("computes"),
            wall("computes"),
            0.8,
        ),
        Claim::at_least(
            "a-cached-file-computes",
            "The third program, which reads a file, is on a core for at least {} % of its time.",
            cpu("reads"),
            wall("reads"),
            0.8,
        ),
        Claim::at_least(
            "and-in-the-kernel",
            "The third program has at least {} % of its CPU time in the kernel.",
            Quantity::Row("reads", Metric::System),
            cpu("reads"),
            0.1,
        ),
        Claim::at_least(
            "both-computes",
            "The fourth program, which does both, is on a core for at least {} % of its time.",
            cpu("mixed"),
            wall("mixed"),
            0.15,
        ),
        Claim::at_most(
            "both-waits",
            "The fourth program is on a core for at most {} % of its time.",
            cpu("mixed"),
            wall("mixed"),
            0.85,
        ),
    ]
}
