//! The experiment about a server that can do only so much: what a client gets
//! from it, and what the client costs it.
//!
//! - [`batch`]: the requests, and how all of them are started and counted
//! - [`retry`]: sending a request again, and which failures are worth it
//! - [`backoff`]: how long to wait before trying again
//! - a file for each way of asking

pub mod backoff;
pub mod batch;
pub mod bounded;
pub mod bounded_retry;
pub mod bounded_retry_timeout;
pub mod retry;
pub mod retry_at_once;
pub mod retry_backoff;
pub mod unbounded;

use std::time::Duration;

use anyhow::Result;
use measure::{Answer, Experiment, Strategy};
use origin::service;
use record::Settings;

use self::batch::Batch;
use crate::workload;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "politeness",
        baseline: "unbounded",
        strategies: strategies(),
        expected_answer: |settings| Ok(Some(settings.count("requests")?)),
        service: service::start,
        slowest,
        preflight: workload::preflight,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let row = |key, label, file, run: fn(&Batch) -> Result<Answer>| {
        Strategy::new(key, label, file, Batch::prepare, run)
    };
    vec![
        row(
            "unbounded",
            "All at once",
            "src/politeness/unbounded.rs",
            unbounded::fetch_all,
        ),
        row("bounded", "Bounded", "src/politeness/bounded.rs", bounded::fetch_all),
        row(
            "retry-at-once",
            "Retry at once",
            "src/politeness/retry_at_once.rs",
            retry_at_once::fetch_all,
        ),
        row(
            "retry-backoff",
            "Retry, backoff",
            "src/politeness/retry_backoff.rs",
            retry_backoff::fetch_all,
        ),
        row(
            "bounded-retry",
            "Bounded, retry",
            "src/politeness/bounded_retry.rs",
            bounded_retry::fetch_all,
        ),
        row(
            "bounded-retry-timeout",
            "Bounded, retry, timeout",
            "src/politeness/bounded_retry_timeout.rs",
            bounded_retry_timeout::fetch_all,
        ),
    ]
}

/// Every attempt takes long, and the server takes one after another.
fn slowest(settings: &Settings) -> Result<Option<Duration>> {
    let attempts = settings.count("requests")? * settings.count("attempts")?;
    let turns = u32::try_from(attempts.div_ceil(origin::limited::CAPACITY as u64))?;
    let long = settings.duration("latency")? * origin::limited::LONG;
    Ok(Some(long.saturating_mul(turns).min(Duration::from_secs(60))))
}
