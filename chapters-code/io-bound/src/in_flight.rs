//! How many in flight? From a hundred requests at once to more than the system
//! allows: threads against async.

pub mod throughput;

use anyhow::Result;
use measure::{Answer, Experiment, Preflight, Strategy, counters, environment};
use origin::service;
use record::{Setting, Settings};

use crate::overview;
use crate::strategies::{async_one_thread, thread_each};
use crate::workload::{OTHER_FILES, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "in-flight",
        baseline: "threads-100",
        strategies: strategies(),
        expected_answer: |settings| {
            Ok(Some(service::sum_of_lengths(settings.count("requests")?)))
        },
        ideal: overview::one_latency,
        service: service::start,
        preflight,
        ..Experiment::default()
    }
}

/// More than any system allows by default.
const TOO_MANY: u64 = 60_000;

fn strategies() -> Vec<Strategy> {
    let rows = [
        ("threads-100", "Threads, 100", "async-100", "Async, 100", 100),
        ("threads-1000", "Threads, 1,000", "async-1000", "Async, 1,000", 1_000),
        ("threads-10000", "Threads, 10,000", "async-10000", "Async, 10,000", 10_000),
        ("threads-60000", "Threads, 60,000", "async-60000", "Async, 60,000", TOO_MANY),
    ];
    let row = |key, label, group, file, run, requests: u64| {
        // The last is there to fail. Of the others, what fits is run.
        let fits = if requests == TOO_MANY { requests } else { requests.min(most()) };
        let mut strategy = Strategy::new(key, label, file, Workload::prepare, run);
        if fits < requests {
            strategy.label = format!("{label} ({fits} fit)").into();
        }
        let strategy =
            if requests == TOO_MANY { strategy.meant_to_fail() } else { strategy };
        strategy.in_group(group).with("requests", Setting::Count(fits)).wanted_if(
            |settings| {
                let asked = (settings.count("requests"), settings.count("at-most"));
                matches!(asked, (Ok(requests), Ok(most)) if requests <= most)
            },
        )
    };
    rows.into_iter()
        .flat_map(|(threads_key, threads_label, async_key, async_label, requests)| {
            [
                row(
                    threads_key,
                    threads_label,
                    "Threads",
                    "src/strategies/thread_each.rs",
                    on_threads,
                    requests,
                ),
                row(
                    async_key,
                    async_label,
                    "Async, one thread",
                    "src/strategies/async_one_thread.rs",
                    on_one_thread,
                    requests,
                ),
            ]
        })
        .collect()
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
