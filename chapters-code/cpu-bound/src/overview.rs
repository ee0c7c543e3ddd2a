//! The experiment that the chapter begins with: many things to compute, many ways.

use measure::{Experiment, IntoAnswer, Strategy};

use crate::strategies::{
    async_one_thread, async_rayon, async_threads, atomic_counter, channel, processes,
    processes_messages, sequential, spawn_blocking, static_split, thread_each,
    work_stealing,
};
use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "overview",
        baseline: "sequential",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ..Experiment::default()
    }
}

/// A row of one of the four families.
fn row<A: IntoAnswer + 'static>(
    group: &'static str,
    key: &'static str,
    label: &'static str,
    source: &'static str,
    run: fn(&Workload) -> A,
) -> Strategy {
    Strategy::new(key, label, source, Workload::prepare, run).in_group(group)
}

fn strategies() -> Vec<Strategy> {
    let (alone, threads) = ("A loop", "Threads");
    let (processes, asynchronous) = ("Processes", "Async");
    vec![
        row(
            alone,
            "sequential",
            "One after another",
            "src/strategies/sequential.rs",
            sequential::count_all,
        ),
        row(
            threads,
            "thread-each",
            "A thread per task",
            "src/strategies/thread_each.rs",
            thread_each::count_all,
        ),
        row(
            threads,
            "static-split",
            "Equal shares",
            "src/strategies/static_split.rs",
            static_split::count_all,
        ),
        row(
            threads,
            "atomic-counter",
            "Atomic counter",
            "src/strategies/atomic_counter.rs",
            atomic_counter::count_all,
        ),
        row(
            threads,
            "channel",
            "Channel",
            "src/strategies/channel.rs",
            channel::count_all,
        ),
        row(
            threads,
            "rayon",
            "Work stealing (Rayon)",
            "src/strategies/work_stealing.rs",
            work_stealing::count_all,
        ),
        row(
            processes,
            "processes-messages",
            "Processes, one by one",
            "src/strategies/processes_messages.rs",
            processes_messages::count_all,
        ),
        row(
            processes,
            "processes-batches",
            "Processes, batches",
            "src/strategies/processes.rs",
            processes::count_all,
        ),
        row(
            asynchronous,
            "async",
            "Async, one thread",
            "src/strategies/async_one_thread.rs",
            async_one_thread::count_all,
        ),
        row(
            asynchronous,
            "async-threads",
            "Async, a thread per core",
            "src/strategies/async_threads.rs",
            async_threads::count_all,
        ),
        row(
            asynchronous,
            "async-rayon",
            "Handed off to Rayon",
            "src/strategies/async_rayon.rs",
            async_rayon::count_all,
        ),
        row(
            asynchronous,
            "spawn-blocking",
            "Handed off, blocking pool",
            "src/strategies/spawn_blocking.rs",
            spawn_blocking::count_all,
        ),
    ]
}
