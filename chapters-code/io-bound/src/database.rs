//! The experiment on databases: many small queries, to one that is a library in
//! the program and, where a URL is given, to one that is a server.

pub mod async_each;
pub mod connect_each;
pub mod connection;
pub mod pool;
mod postgresql;
pub mod sequential;
mod sqlite;
mod table;
pub mod workload;

use measure::{Experiment, Strategy};
use record::Setting;

use workload::Workload;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "database",
        baseline: "sequential",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        service: workload::start,
        preflight: workload::preflight,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let row =
        |key, label, file, run| Strategy::new(key, label, file, Workload::prepare, run);
    let connections = Setting::Count;
    let (pool_file, async_file) =
        ("src/database/pool.rs", "src/database/async_each.rs");
    vec![
        row(
            "sequential",
            "One after another",
            "src/database/sequential.rs",
            sequential::query_all,
        ),
        row(
            "connect-each",
            "A connection per query",
            "src/database/connect_each.rs",
            connect_each::query_all,
        ),
        row("pool-2", "2 threads and connections", pool_file, pool::query_all)
            .with("connections", connections(2)),
        row("pool-8", "8 threads and connections", pool_file, pool::query_all)
            .with("connections", connections(8)),
        row("async", "Async, one connection", async_file, async_each::query_all)
            .with("connections", connections(1)),
        row("async-8", "Async, 8 connections", async_file, async_each::query_all)
            .with("connections", connections(8)),
    ]
}
