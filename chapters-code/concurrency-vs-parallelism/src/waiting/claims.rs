//! What the chapter claims of tasks that wait.

use record::claim::{Claim, Quantity, wall};
use record::{Phase, TraceMetric, Unit};

/// So many tasks are under way in every profile but the smallest.
const TASKS: u64 = 8;

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let one = Quantity::Amount(1.0, Unit::Count);
    let waiting = |row| Quantity::Traced(row, TraceMetric::AtOnce(Phase::Waiting));
    let threads = |row| Quantity::Traced(row, TraceMetric::Threads);
    vec![
        Claim::at_most(
            "one-request-at-a-time",
            "One after another: at most {} request is waited for at a time.",
            waiting("sequential"),
            one,
            1.0,
        ),
        Claim::at_least(
            "threads-wait-together",
            "A thread for each: {} requests or more are waited for at once.",
            waiting("threads"),
            one,
            TASKS as f64,
        ),
        Claim::at_least(
            "threads-for-waiting",
            "A thread for each: {} threads or more do nothing but wait.",
            threads("threads"),
            one,
            TASKS as f64,
        ),
        Claim::at_least(
            "async-waits-together",
            "Async: {} requests or more are waited for at once.",
            waiting("async"),
            one,
            TASKS as f64,
        ),
        Claim::at_most(
            "async-on-one-thread",
            "Async: all of it happens on {} thread.",
            threads("async"),
            one,
            1.0,
        ),
        Claim::at_most(
            "pool-waits-a-core-each",
            "The pool waits for at most {} request for each core at a time.",
            waiting("pool"),
            Quantity::Cores(TASKS),
            1.0,
        ),
        Claim::at_least(
            "one-thread-is-enough-to-wait",
            "Async on one thread is at least {} times as quick as one after another.",
            wall("sequential"),
            wall("async"),
            4.0,
        ),
    ]
}
