//! Many requests: work that waits, on an engine whose operators may not.

pub mod engine;
pub mod fetch;
pub mod joined;
pub mod sequential;

use std::time::Duration;

use anyhow::{Result, ensure};
use measure::{Experiment, Strategy};
use origin::service;
use record::{Ideal, Setting, Settings};

use crate::cluster;

use engine::Requests;

/// The experiment.
pub fn experiment() -> Experiment {
    let rows = [alone(), engines()];
    Experiment {
        name: "requests",
        baseline: "loop",
        strategies: rows.into_iter().flatten().collect(),
        expected_answer: |settings| {
            Ok(Some(service::sum_of_lengths(settings.count("requests")?)))
        },
        ideal: |settings| {
            let wall_ns = settings.duration("latency")?.as_nanos() as u64;
            Ok(Some(Ideal { label: "one latency".to_owned(), wall_ns }))
        },
        service: service::start,
        slowest: |settings| Ok(Some(all_in_turn(settings)?)),
        ..Experiment::default()
    }
}

fn all_in_turn(settings: &Settings) -> Result<Duration> {
    let requests = u32::try_from(settings.count("requests")?)?;
    Ok(settings.duration("latency")?.saturating_mul(requests))
}

/// The URLs to fetch, each once.
pub fn urls(settings: &Settings) -> Result<Vec<String>> {
    let requests = settings.count("requests")?;
    ensure!((1..=900).contains(&requests), "`--requests {requests}`: from 1 to 900");
    service::urls(settings, requests)
}

fn alone() -> Vec<Strategy> {
    let row = |key, label, file, run: fn(&Vec<String>) -> Result<u64>| {
        Strategy::new(key, label, file, urls, run).in_group("No engine")
    };
    vec![
        row("loop", "A loop", "src/requests/sequential.rs", |urls| {
            sequential::fetch_all(urls)
        }),
        row("async", "Async, one thread", "src/requests/joined.rs", |urls| {
            joined::fetch_all(urls)
        }),
    ]
}

fn engines() -> Vec<Strategy> {
    let row = |key, label, peers, workers| {
        let file = "src/requests/engine.rs";
        cluster::row::<Requests>(file, key, label, peers, workers)
    };
    let each = |row: Strategy| {
        row.with("each", Setting::Count(1)).in_group("Timely, a request a record")
    };
    let at_once = |row: Strategy| row.in_group("Timely, a batch at once");
    vec![
        each(row("each-threads-2", "2 threads, one by one", "threads", 2)),
        at_once(row("thread", "One thread", "thread", 1)),
        at_once(row("threads-2", "2 threads", "threads", 2)),
        at_once(row("unix-2", "2 processes, Unix sockets", "unix", 2)),
        at_once(row("tcp-2", "2 processes, TCP", "tcp", 2)),
    ]
}
