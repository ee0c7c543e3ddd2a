//! Async or threads: what exactly is faster? The client apart from the
//! concurrency model: both models with one client for all and with a client
//! for each request, and a client that was written for blocking.

mod async_own_clients;
mod threads_own_clients;
mod ureq_own_agents;
mod ureq_small_buffers;
mod ureq_threads;

use measure::{Experiment, Strategy};
use origin::service;

use crate::strategies::{async_one_thread, thread_each};
use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "clients",
        baseline: "threads-own",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ideal: workload::one_latency,
        service: service::start,
        preflight: workload::preflight,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let row =
        |key, label, file, run| Strategy::new(key, label, file, Workload::prepare, run);
    let (shared, own) = ("One client for all", "A client per request");
    vec![
        row(
            "threads-shared",
            "Threads",
            "src/strategies/thread_each.rs",
            thread_each::fetch_all,
        )
        .in_group(shared),
        row(
            "ureq-shared",
            "Threads, blocking client",
            "src/clients/ureq_threads.rs",
            ureq_threads::fetch_all,
        )
        .in_group(shared),
        row(
            "ureq-small",
            "Same, small buffers",
            "src/clients/ureq_small_buffers.rs",
            ureq_small_buffers::fetch_all,
        )
        .in_group(shared),
        row(
            "async-shared",
            "Async",
            "src/strategies/async_one_thread.rs",
            async_one_thread::fetch_all,
        )
        .in_group(shared),
        row(
            "threads-own",
            "Threads, a client each",
            "src/clients/threads_own_clients.rs",
            threads_own_clients::fetch_all,
        )
        .in_group(own),
        row(
            "ureq-own",
            "Threads, an agent each",
            "src/clients/ureq_own_agents.rs",
            ureq_own_agents::fetch_all,
        )
        .in_group(own),
        row(
            "async-own",
            "Async, a client each",
            "src/clients/async_own_clients.rs",
            async_own_clients::fetch_all,
        )
        .in_group(own),
    ]
}
