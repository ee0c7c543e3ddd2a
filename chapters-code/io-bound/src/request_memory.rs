//! Memory for each request in flight: a client, a connection, a buffer, a task, a thread.

mod bare;
mod client;
mod joined;
mod kept;
mod requests;
mod spawned;
mod threads;

use measure::{Experiment, Preflight, Strategy};
use origin::service;

use crate::workload;
use requests::Requests;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "request-memory",
        baseline: "reqwest",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ideal: workload::one_latency,
        service: service::start,
        preflight: |settings, _| {
            let requests = settings.count("requests")?;
            workload::check_open_files(requests, Some("--requests"))?;
            Ok(Preflight::default())
        },
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    vec![
        Strategy::new(
            "threads",
            "A thread, a connection",
            "src/request_memory/threads.rs",
            Requests::prepare,
            |requests| requests.measured(|| threads::fetch_all(requests)),
        )
        .in_group("A thread each"),
        Strategy::new(
            "reqwest",
            "reqwest",
            "src/request_memory/client.rs",
            Requests::prepare,
            |requests| requests.run(client::fetch_all),
        )
        .in_group("Async, one thread"),
        Strategy::new(
            "kept",
            "A connection, a buffer",
            "src/request_memory/kept.rs",
            Requests::prepare,
            |requests| {
                requests.run(async |requests| {
                    joined::fetch_all(requests, kept::fetch).await
                })
            },
        )
        .in_group("Async, one thread"),
        Strategy::new(
            "bare",
            "A connection",
            "src/request_memory/bare.rs",
            Requests::prepare,
            |requests| {
                requests.run(async |requests| {
                    joined::fetch_all(requests, bare::fetch).await
                })
            },
        )
        .in_group("Async, one thread"),
        Strategy::new(
            "spawned",
            "A connection, a task",
            "src/request_memory/spawned.rs",
            Requests::prepare,
            |requests| requests.run(spawned::fetch_all),
        )
        .in_group("Async, one thread"),
    ]
}
