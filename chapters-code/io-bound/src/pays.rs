//! Does it pay? The same few ways to make requests, from a single request up:
//! from where on does each beat the loop?

use anyhow::Result;
use measure::{Experiment, Strategy};
use origin::service;
use record::Setting;

use crate::strategies::{async_one_thread, pool, processes, sequential, thread_each};
use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "pays",
        baseline: "loop-1",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ideal: workload::one_latency,
        service: service::start,
        preflight: |_, _| {
            workload::check_open_files(100, None)?;
            Ok(measure::Preflight::default())
        },
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let ways: [(_, _, _, FetchAll); 5] = [
        ("loop", "One after another", "sequential", sequential::fetch_all),
        ("threads", "A thread per request", "thread_each", thread_each::fetch_all),
        ("pool", "Pool of 5 threads", "pool", pool::fetch_all),
        ("async", "Async, one thread", "async_one_thread", async_one_thread::fetch_all),
        ("processes", "5 processes, batches", "processes", processes::fetch_all),
    ];
    let rows = ways.into_iter().flat_map(|(way, group, file, run)| {
        [1, 2, 5, 10, 20, 50].map(|requests| {
            Strategy::new(
                format!("{way}-{requests}"),
                format!("{way}, {requests}"),
                format!("src/strategies/{file}.rs"),
                Workload::prepare,
                run,
            )
            .in_group(group)
            .with("workers", Setting::Count(5))
            .with("requests", Setting::Count(requests))
        })
    });
    rows.collect()
}

/// A way to make requests.
type FetchAll = fn(&Workload) -> Result<u64>;
