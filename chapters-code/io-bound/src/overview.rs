//! The experiment that the chapter begins with: many requests, seven ways.

mod claims;

use anyhow::Result;
use measure::{Experiment, Strategy};
use record::{Ideal, Setting, Settings};

use crate::server;
use crate::strategies::{
    async_one_thread, async_threads, pool, processes, sequential, thread_each,
};
use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "overview",
        question: "Many requests to a server that makes us wait: which way of making them ends soonest?",
        baseline: "sequential",
        strategies: strategies(),
        claims: claims::claims(),
        expected_answer: workload::expected_answer,
        ideal: one_latency,
        service: server::start,
        slowest: workload::slowest,
        preflight: workload::preflight,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let row =
        |key, label, file, run| Strategy::new(key, label, file, Workload::prepare, run);
    let workers = |count| Setting::Count(count);
    vec![
        row(
            "sequential",
            "One after another",
            "src/strategies/sequential.rs",
            sequential::fetch_all,
        ),
        row(
            "thread-each",
            "A thread for each",
            "src/strategies/thread_each.rs",
            thread_each::fetch_all,
        ),
        row("pool-5", "Pool of 5 threads", "src/strategies/pool.rs", pool::fetch_all)
            .with("workers", workers(5)),
        row("pool-50", "Pool of 50 threads", "src/strategies/pool.rs", pool::fetch_all)
            .with("workers", workers(50)),
        row(
            "async",
            "Async, one thread",
            "src/strategies/async_one_thread.rs",
            async_one_thread::fetch_all,
        ),
        row(
            "async-threads",
            "Async, a thread a core",
            "src/strategies/async_threads.rs",
            async_threads::fetch_all,
        ),
        row(
            "processes-5",
            "5 worker processes",
            "src/strategies/processes.rs",
            processes::fetch_all,
        )
        .with("workers", workers(5)),
    ]
}

/// However many requests are in flight, one of them takes a latency. A real
/// site's is not known.
fn one_latency(settings: &Settings) -> Result<Option<Ideal>> {
    if settings.text("url")?.is_some() {
        return Ok(None);
    }
    let wall_ns = settings.duration("latency")?.as_nanos() as u64;
    Ok(Some(Ideal { label: "one latency".to_owned(), wall_ns }))
}
