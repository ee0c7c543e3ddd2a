//! What the chapter claims of tasks that compute.

use record::claim::{Claim, Quantity, wall};
use record::{Metric, Phase, TraceMetric, Unit};

/// So many tasks are under way in every profile but the smallest.
const TASKS: u64 = 8;

/// What is counted.
const ONE: Quantity = Quantity::Amount(1.0, Unit::Count);

/// The claims, in the order of the pages.
pub(super) fn claims() -> Vec<Claim> {
    four_ways().into_iter().chain(one_at_a_time()).collect()
}

/// Of the four ways that tasks that wait are done in, too.
fn four_ways() -> Vec<Claim> {
    let cores = Quantity::Cores(TASKS);
    let traced = Quantity::Traced;
    let at_once = TraceMetric::AtOnce(Phase::Computing);
    let on_average = TraceMetric::OnAverage(Phase::Computing);
    vec![
        Claim::at_most(
            "one-task-at-a-time",
            "One after another: at most {} task computes at a time.",
            traced("sequential", at_once),
            ONE,
            1.0,
        ),
        Claim::at_least(
            "async-has-all-under-way",
            "Async: {} tasks or more are under way at once.",
            traced("async", TraceMetric::UnderWay),
            ONE,
            TASKS as f64,
        ),
        Claim::at_most(
            "async-computes-one-at-a-time",
            "Async: at most {} task computes at a time.",
            traced("async", at_once),
            ONE,
            1.0,
        ),
        Claim::at_most(
            "async-gains-nothing",
            "Async on one thread is at most {} times as quick as one after another.",
            wall("sequential"),
            wall("async"),
            1.1,
        ),
        Claim::at_least(
            "threads-have-all-under-way",
            "A thread for each: {} tasks or more are under way at once.",
            traced("threads", TraceMetric::UnderWay),
            ONE,
            TASKS as f64,
        ),
        Claim::at_least(
            "threads-compute-on-all-cores",
            "A thread for each: on average at least {} tasks for each core compute at once.",
            traced("threads", on_average),
            cores,
            0.75,
        ),
        Claim::at_most(
            "no-more-than-cores-compute",
            "A thread for each: on average at most {} tasks for each core compute at once.",
            traced("threads", on_average),
            cores,
            1.1,
        ),
        Claim::at_least(
            "threads-are-ready-and-do-not-run",
            "A thread for each: at some moment {} threads or more are ready and have no core.",
            traced("threads", TraceMetric::AtOnce(Phase::Ready)),
            ONE,
            4.0,
        )
        .on_at_most(TASKS - 4),
        Claim::at_least(
            "pool-computes-on-all-cores",
            "The pool: on average at least {} tasks for each core compute at once.",
            traced("pool", on_average),
            cores,
            0.75,
        ),
        Claim::at_most(
            "pool-has-a-thread-a-core",
            "The pool uses at most {} thread for each core.",
            traced("pool", TraceMetric::Threads),
            cores,
            1.0,
        ),
        Claim::at_least(
            "threads-are-parallel",
            "A thread for each is at least {} times as quick as one after another.",
            wall("sequential"),
            wall("threads"),
            1.4,
        )
        .on_cores(2),
        Claim::at_least(
            "the-pool-is-parallel",
            "The pool is at least {} times as quick as one after another.",
            wall("sequential"),
            wall("pool"),
            1.4,
        )
        .on_cores(2),
        Claim::at_most(
            "tracing-costs-little",
            "A traced run takes at most {} times as long as a timed one, a thread for each task.",
            traced("threads", TraceMetric::Wall),
            wall("threads"),
            1.25,
        ),
    ]
}

/// Of threads that are not free to run at the same time, and of what they gain that
/// are.
fn one_at_a_time() -> Vec<Claim> {
    let at_once = TraceMetric::AtOnce(Phase::Computing);
    vec![
        Claim::at_least(
            "the-work-is-the-same",
            "A thread for each needs at least {} times the CPU time of one after another.",
            Quantity::Row("threads", Metric::Cpu),
            Quantity::Row("sequential", Metric::Cpu),
            0.9,
        ),
        Claim::at_most(
            "one-core-gains-nothing",
            "Threads that share a core are at most {} times as quick as one after another.",
            wall("sequential"),
            wall("one-core"),
            1.1,
        ),
        Claim::at_least(
            "the-kernel-takes-turns",
            "Threads that share a core have it taken from them at least {} times.",
            Quantity::Row("one-core", Metric::Involuntary),
            ONE,
            3.0,
        ),
        Claim::at_most(
            "one-lock-gains-nothing",
            "Threads of which one holds the lock are at most {} times as quick as one after another.",
            wall("sequential"),
            wall("one-lock"),
            1.1,
        ),
        Claim::at_most(
            "one-lock-computes-one-at-a-time",
            "Threads of which one holds the lock: at most {} task computes at a time.",
            Quantity::Traced("one-lock", at_once),
            ONE,
            1.0,
        ),
    ]
}
