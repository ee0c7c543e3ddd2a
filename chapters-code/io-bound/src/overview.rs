//! The experiment that the chapter begins with: many requests, many ways.

use std::thread::available_parallelism;

use measure::{Experiment, Strategy};
use origin::service;
use record::Setting;

use crate::strategies::{
    async_one_thread, async_threads, facade, pool, processes, processes_async,
    processes_messages, sequential, spawn_blocking, thread_each, work_stealing,
};
use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "overview",
        baseline: "sequential",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ideal: workload::one_latency,
        service: service::start,
        slowest: workload::slowest,
        preflight: workload::preflight,
    }
}

fn strategies() -> Vec<Strategy> {
    let cores = available_parallelism().map_or(1, |cores| cores.get() as u64);
    let row =
        |key, label, file, run| Strategy::new(key, label, file, Workload::prepare, run);
    let workers = |count| Setting::Count(count);
    vec![
        row(
            "sequential",
            "One after another",
            "src/strategies/sequential.rs",
            sequential::fetch_all,
        )
        .in_group("A loop"),
        row(
            "thread-each",
            "A thread per request",
            "src/strategies/thread_each.rs",
            thread_each::fetch_all,
        )
        .in_group("Threads"),
        row("pool-5", "Pool of 5 threads", "src/strategies/pool.rs", pool::fetch_all)
            .in_group("Threads")
            .with("workers", workers(5)),
        row("pool-50", "Pool of 50 threads", "src/strategies/pool.rs", pool::fetch_all)
            .in_group("Threads")
            .with("workers", workers(50)),
        // What Python's ThreadPoolExecutor takes where one does not say.
        row(
            "pool-default",
            "Pool, Python's default",
            "src/strategies/pool.rs",
            pool::fetch_all,
        )
        .in_group("Threads")
        .with("workers", workers((cores + 4).min(32))),
        row(
            "async",
            "Async, one thread",
            "src/strategies/async_one_thread.rs",
            async_one_thread::fetch_all,
        )
        .in_group("Async"),
        row(
            "async-threads",
            "Async, a thread per core",
            "src/strategies/async_threads.rs",
            async_threads::fetch_all,
        )
        .in_group("Async"),
        row(
            "spawn-blocking",
            "Blocking calls, handed off",
            "src/strategies/spawn_blocking.rs",
            spawn_blocking::fetch_all,
        )
        .in_group("Async and threads"),
        row(
            "facade",
            "One façade for all kinds",
            "src/strategies/facade.rs",
            facade::fetch_all,
        )
        .in_group("Async and threads"),
        row(
            "processes-5",
            "5 processes, batches",
            "src/strategies/processes.rs",
            processes::fetch_all,
        )
        .in_group("Processes")
        .with("workers", workers(5)),
        row(
            "processes-5-messages",
            "5 processes, one by one",
            "src/strategies/processes_messages.rs",
            processes_messages::fetch_all,
        )
        .in_group("Processes")
        .with("workers", workers(5)),
        row(
            "processes-async",
            "Async, a process per core",
            "src/strategies/processes_async.rs",
            processes_async::fetch_all,
        )
        .in_group("Processes")
        .with("workers", workers(cores)),
        row(
            "rayon",
            "Work-stealing CPU pool",
            "src/strategies/work_stealing.rs",
            work_stealing::fetch_all,
        )
        .in_group("The wrong tool"),
    ]
}
