//! What the chapter claims of sharing.

use record::claim::{Claim, wall};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    vec![
        Claim::at_least(
            "sharing-loses-to-one-thread",
            "All threads with one atomic take at least {} times the time of one thread that makes all the additions alone.",
            wall("atomic"),
            wall("alone"),
            1.2,
        ),
        Claim::at_least(
            "a-lock-costs-more",
            "A lock takes at least {} times the time of an atomic.",
            wall("mutex"),
            wall("atomic"),
            1.3,
        ),
        Claim::at_least(
            "false-sharing",
            "Counters side by side take at least {} times the time of the same counters apart.",
            wall("side-by-side"),
            wall("padded"),
            1.5,
        ),
        Claim::at_least(
            "apart-is-parallel",
            "Counters apart are at least {} times as quick as one thread alone.",
            wall("alone"),
            wall("padded"),
            1.5,
        ),
        Claim::at_least(
            "local-is-quickest",
            "Local sums are at least {} times as quick as counters apart.",
            wall("padded"),
            wall("local"),
            1.5,
        ),
        Claim::at_least(
            "from-worst-to-best",
            "Local sums are at least {} times as quick as one counter behind a lock.",
            wall("mutex"),
            wall("local"),
            20.0,
        ),
    ]
}
