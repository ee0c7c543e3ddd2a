//! The experiment that the chapter begins with: many things to compute, many ways.

use measure::{Experiment, Strategy};

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

fn strategies() -> Vec<Strategy> {
    let row = |group, key, label, file, run| {
        Strategy::new(key, label, file, Workload::prepare, run).in_group(group)
    };
    let alone = |key, label, file, run| row("A loop", key, label, file, run);
    let threads = |key, label, file, run| row("Threads", key, label, file, run);
    let processes = |key, label, file, run| row("Processes", key, label, file, run);
    let asynchronous = |key, label, file, run| row("Async", key, label, file, run);
    vec![
        alone(
            "sequential",
            "One after another",
            "src/strategies/sequential.rs",
            sequential::count_all,
        ),
        threads(
            "thread-each",
            "A thread for each",
            "src/strategies/thread_each.rs",
            thread_each::count_all,
        ),
        threads(
            "static-split",
            "Equal shares",
            "src/strategies/static_split.rs",
            static_split::count_all,
        ),
        threads(
            "atomic-counter",
            "Atomic counter",
            "src/strategies/atomic_counter.rs",
            atomic_counter::count_all,
        ),
        threads("channel", "Channel", "src/strategies/channel.rs", channel::count_all),
        threads(
            "rayon",
            "Work stealing (Rayon)",
            "src/strategies/work_stealing.rs",
            work_stealing::count_all,
        ),
        processes(
            "processes-messages",
            "Processes, one by one",
            "src/strategies/processes_messages.rs",
            processes_messages::count_all,
        ),
        processes(
            "processes-batches",
            "Processes, batches",
            "src/strategies/processes.rs",
            processes::count_all,
        ),
        asynchronous(
            "async",
            "Async, one thread",
            "src/strategies/async_one_thread.rs",
            async_one_thread::count_all,
        ),
        asynchronous(
            "async-threads",
            "Async, a thread a core",
            "src/strategies/async_threads.rs",
            async_threads::count_all,
        ),
        asynchronous(
            "async-rayon",
            "Handed off to Rayon",
            "src/strategies/async_rayon.rs",
            async_rayon::count_all,
        ),
        asynchronous(
            "spawn-blocking",
            "Handed off, blocking pool",
            "src/strategies/spawn_blocking.rs",
            spawn_blocking::count_all,
        ),
    ]
}
