//! Does it pay? The same few ways to make requests, from a single request up:
//! from where on does each beat the loop?

use measure::{Experiment, Strategy};
use origin::service;
use record::Setting;

use crate::overview;
use crate::strategies::{async_one_thread, pool, processes, sequential, thread_each};
use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "pays",
        baseline: "loop-1",
        strategies: strategies(),
        expected_answer: |settings| {
            Ok(Some(service::sum_of_lengths(settings.count("requests")?)))
        },
        ideal: overview::one_latency,
        service: service::start,
        preflight: |_, _| {
            workload::check_open_files(100)?;
            Ok(measure::Preflight::default())
        },
        ..Experiment::default()
    }
}

/// A row for each number of requests, done in one way.
macro_rules! sweep {
    ($way:literal, $group:expr, $file:literal, $run:expr; $($requests:literal),+) => {
        [$(
            Strategy::new(
                concat!($way, "-", $requests),
                concat!($way, ", ", $requests),
                concat!("src/strategies/", $file, ".rs"),
                Workload::prepare,
                $run,
            )
            .in_group($group)
            .with("workers", Setting::Count(5))
            .with("requests", Setting::Count($requests)),
        )+]
    };
}

fn strategies() -> Vec<Strategy> {
    let ways = [
        sweep!("loop", "One after another", "sequential", sequential::fetch_all; 1, 2, 5, 10, 20, 50),
        sweep!("threads", "A thread for each", "thread_each", thread_each::fetch_all; 1, 2, 5, 10, 20, 50),
        sweep!("pool", "Pool of 5 threads", "pool", pool::fetch_all; 1, 2, 5, 10, 20, 50),
        sweep!("async", "Async, one thread", "async_one_thread", async_one_thread::fetch_all; 1, 2, 5, 10, 20, 50),
        sweep!("processes", "5 processes, batches", "processes", processes::fetch_all; 1, 2, 5, 10, 20, 50),
    ];
    ways.into_iter().flatten().collect()
}
