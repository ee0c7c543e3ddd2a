//! Many requests, in Python and in Rust, in the same rounds: a loop, threads, async,
//! processes.

pub(crate) mod joined;
pub(crate) mod looped;
mod thread_each;

use anyhow::Result;
use measure::{Experiment, Strategy};
use origin::service;
use record::{Ideal, Setting, Settings};
use serde_json::{Value, json};

use crate::program::row;
use crate::python::{self, Needs};

const REQUESTS: Needs = Needs::libraries(&["requests"]);
const AIOHTTP: Needs = Needs::libraries(&["aiohttp"]);
const UVLOOP: Needs = Needs::libraries(&["aiohttp", "uvloop"]);
const HTTPX: Needs = Needs::libraries(&["httpx"]);

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "requests",
        baseline: "rust-loop",
        strategies: strategies(),
        expected_answer: |settings| {
            Ok(Some(service::sum_of_lengths(settings.count("requests")?)))
        },
        ideal: |settings| {
            let wall_ns = settings.duration("latency")?.as_nanos() as u64;
            Ok(Some(Ideal { label: "one latency".to_owned(), wall_ns }))
        },
        service: |settings| python::tell_beside(settings, service::start(settings)?),
        preflight: python::preflight,
        slowest: |settings| {
            let requests = settings.count("requests")?.try_into()?;
            Ok(Some(settings.duration("latency")?.saturating_mul(requests)))
        },
    }
}

/// The URLs to fetch, and how many workers do it where a row lets one choose.
pub struct Workload {
    /// Each once, in any order.
    pub urls: Vec<String>,
    /// How many threads or processes.
    pub workers: usize,
}

fn prepare(settings: &Settings) -> Result<Workload> {
    let urls = service::urls(settings, settings.count("requests")?)?;
    let workers = settings.optional_count("workers")?.unwrap_or(1) as usize;
    Ok(Workload { urls, workers })
}

fn arguments(settings: &Settings) -> Result<Value> {
    let Workload { urls, .. } = prepare(settings)?;
    Ok(match settings.optional_count("workers")? {
        Some(workers) => json!({ "urls": urls, "workers": workers }),
        None => json!({ "urls": urls }),
    })
}

fn on_uvloop(settings: &Settings) -> Result<Value> {
    let mut arguments = arguments(settings)?;
    arguments["event_loop"] = "uvloop".into();
    Ok(arguments)
}

/// Not in the quick profile, which has no time for all.
fn thoroughly(settings: &Settings) -> bool {
    settings.text("rows").is_ok_and(|rows| rows == Some("all"))
}

fn strategies() -> Vec<Strategy> {
    let all = [in_rust(), loops_and_threads(), tasks_and_processes()];
    all.into_iter().flatten().collect()
}

fn in_rust() -> Vec<Strategy> {
    let row = |key, label, file, run: fn(&Workload) -> Result<u64>, group| {
        Strategy::new(key, label, file, prepare, run).in_group(group)
    };
    let (looped, joined) = (looped::fetch_all, joined::fetch_all);
    vec![
        row("rust-loop", "Rust: a loop", "src/requests/looped.rs", looped, "A loop"),
        row(
            "rust-threads",
            "Rust: a thread per request",
            "src/requests/thread_each.rs",
            thread_each::fetch_all,
            "Threads",
        ),
        row("rust-async", "Rust: async", "src/requests/joined.rs", joined, "Async"),
    ]
}

fn loops_and_threads() -> Vec<Strategy> {
    vec![
        row!(
            "python-urllib-loop",
            "Python: a loop, urllib",
            "python/requests/urllib_loop.py",
            include_str!("../python/requests/urllib_loop.py"),
            Needs::NOTHING,
            arguments
        )
        .in_group("A loop"),
        row!(
            "python-kept-loop",
            "Python: a loop, one connection",
            "python/requests/kept_loop.py",
            include_str!("../python/requests/kept_loop.py"),
            Needs::NOTHING,
            arguments
        )
        .in_group("A loop"),
        row!(
            "python-requests-loop",
            "Python: a loop, requests",
            "python/requests/requests_loop.py",
            include_str!("../python/requests/requests_loop.py"),
            REQUESTS,
            arguments,
            thoroughly
        )
        .in_group("A loop"),
        row!(
            "python-threads",
            "Python: a thread per request",
            "python/requests/threads.py",
            include_str!("../python/requests/threads.py"),
            Needs::NOTHING,
            arguments
        )
        .in_group("Threads"),
        row!(
            "python-threads-urlopen",
            "Python: the same, urlopen",
            "python/requests/threads_urlopen.py",
            include_str!("../python/requests/threads_urlopen.py"),
            Needs::NOTHING,
            arguments,
            thoroughly
        )
        .in_group("Threads"),
        row!(
            "python-pool-5",
            "Python: 5 threads",
            "python/requests/thread_pool.py",
            include_str!("../python/requests/thread_pool.py"),
            Needs::NOTHING,
            arguments,
            thoroughly
        )
        .in_group("Threads")
        .with("workers", Setting::Count(5)),
        row!(
            "python-pool-20",
            "Python: 20 threads",
            "python/requests/thread_pool.py",
            include_str!("../python/requests/thread_pool.py"),
            Needs::NOTHING,
            arguments,
            thoroughly
        )
        .in_group("Threads")
        .with("workers", Setting::Count(20)),
        row!(
            "python-pool-default",
            "Python: a pool of the default size",
            "python/requests/thread_pool.py",
            include_str!("../python/requests/thread_pool.py"),
            Needs::NOTHING,
            arguments,
            thoroughly
        )
        .in_group("Threads"),
        row!(
            "python-to-thread",
            "Python: to_thread",
            "python/requests/to_thread.py",
            include_str!("../python/requests/to_thread.py"),
            Needs::NOTHING,
            arguments,
            thoroughly
        )
        .in_group("Threads"),
    ]
}

fn tasks_and_processes() -> Vec<Strategy> {
    vec![
        row!(
            "python-streams",
            "Python: asyncio, its own streams",
            "python/requests/streams.py",
            include_str!("../python/requests/streams.py"),
            Needs::NOTHING,
            arguments
        )
        .in_group("Async"),
        row!(
            "python-aiohttp",
            "Python: asyncio, aiohttp",
            "python/requests/aiohttp_gather.py",
            include_str!("../python/requests/aiohttp_gather.py"),
            AIOHTTP,
            arguments
        )
        .in_group("Async"),
        row!(
            "python-uvloop",
            "Python: the same, uvloop",
            "python/requests/aiohttp_gather.py",
            include_str!("../python/requests/aiohttp_gather.py"),
            UVLOOP,
            on_uvloop,
            thoroughly
        )
        .in_group("Async"),
        row!(
            "python-httpx",
            "Python: asyncio, httpx",
            "python/requests/httpx_gather.py",
            include_str!("../python/requests/httpx_gather.py"),
            HTTPX,
            arguments,
            thoroughly
        )
        .in_group("Async"),
        row!(
            "python-process-pool",
            "Python: 5 processes, Pool",
            "python/requests/process_pool.py",
            include_str!("../python/requests/process_pool.py"),
            Needs::NOTHING,
            arguments,
            thoroughly
        )
        .in_group("Processes")
        .with("workers", Setting::Count(5)),
        row!(
            "python-process-executor",
            "Python: 5 processes, an executor",
            "python/requests/process_executor.py",
            include_str!("../python/requests/process_executor.py"),
            Needs::NOTHING,
            arguments,
            thoroughly
        )
        .in_group("Processes")
        .with("workers", Setting::Count(5)),
        row!(
            "python-async-processes",
            "Python: asyncio in 2 processes",
            "python/requests/async_processes.py",
            include_str!("../python/requests/async_processes.py"),
            AIOHTTP,
            arguments,
            thoroughly
        )
        .in_group("Processes")
        .with("workers", Setting::Count(2)),
    ]
}
