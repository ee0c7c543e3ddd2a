//! How many in flight? From a hundred requests at once to more than the system
//! allows: threads against async.

pub mod throughput;

use anyhow::Result;
use measure::{Answer, Experiment, Preflight, Strategy, counters, environment};
use origin::service;
use record::{Setting, Settings};

use crate::strategies::{async_one_thread, thread_each};
use crate::workload::{self, OTHER_FILES, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "in-flight",
        baseline: "threads-100",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ideal: workload::one_latency,
        service: service::start,
        preflight,
        ..Experiment::default()
    }
}

/// More than any system allows by default.
const TOO_MANY: u64 = 60_000;

fn strategies() -> Vec<Strategy> {
    let sizes =
        [(100, "100"), (1_000, "1,000"), (10_000, "10,000"), (TOO_MANY, "60,000")];
    let rows = sizes.into_iter().flat_map(|(requests, shown)| {
        let threads = Strategy::new(
            format!("threads-{requests}"),
            format!("Threads, {shown}"),
            "src/strategies/thread_each.rs",
            Workload::prepare,
            on_threads,
        );
        let one_thread = Strategy::new(
            format!("async-{requests}"),
            format!("Async, {shown}"),
            "src/strategies/async_one_thread.rs",
            Workload::prepare,
            on_one_thread,
        );
        [
            with_requests(threads.in_group("Threads"), requests),
            with_requests(one_thread.in_group("Async, one thread"), requests),
        ]
    });
    rows.collect()
}

/// The row with this many requests. [`TOO_MANY`] are expected to fail; of any
/// other number, those are made that the system allows.
fn with_requests(mut row: Strategy, requests: u64) -> Strategy {
    let fits = if requests == TOO_MANY { requests } else { requests.min(most()) };
    if fits < requests {
        row.label = format!("{} ({fits} fit)", row.label).into();
    }
    if requests == TOO_MANY {
        row = row.meant_to_fail();
    }
    row.with("requests", Setting::Count(fits)).wanted_if(|settings| {
        let limits = (settings.count("requests"), settings.count("at-most"));
        matches!(limits, (Ok(requests), Ok(most)) if requests <= most)
    })
}

/// How many connections a process may have.
fn most() -> u64 {
    environment::open_files_hard_limit().saturating_sub(OTHER_FILES)
}

fn on_threads(workload: &Workload) -> Result<Answer> {
    with_memory(workload, thread_each::fetch_all)
}

fn on_one_thread(workload: &Workload) -> Result<Answer> {
    with_memory(workload, async_one_thread::fetch_all)
}

/// Notes by how much the process grew at its worst, for each request.
fn with_memory(
    workload: &Workload,
    fetch_all: fn(&Workload) -> Result<u64>,
) -> Result<Answer> {
    let before = counters::rss_bytes();
    let answer = Answer::from(fetch_all(workload)?);
    let requests = workload.urls.len() as u64;
    Ok(match (counters::peak_rss_bytes(), before) {
        (Some(peak), Some(before)) => answer
            .with("per_request_bytes", peak.saturating_sub(before) / requests.max(1)),
        _ => answer,
    })
}

fn preflight(settings: &Settings, _samples: u32) -> Result<Preflight> {
    let allowed = environment::raise_open_files_limit()?;
    let asked = settings.count("at-most")?.min(10_000);
    let mut notes = Vec::new();
    if asked + OTHER_FILES > allowed {
        notes.push(format!(
            "{asked} requests at once need {} open files, and this process may open {allowed}: \
             what fits is run, and the chart shows where that is; `ulimit -Hn` tells the limit",
            asked + OTHER_FILES
        ));
    }
    Ok(Preflight { notes, not_for_the_page: false })
}
