//! The experiment about a load generator that waits for the server, and so
//! leaves out the requests that would have found it busy.
//!
//! - [`requests`]: the URLs of a server that pauses, and the percentiles of their times
//! - a file for each way of sending and of counting

pub mod closed_loop;
pub mod closed_loop_corrected;
pub mod open_loop;
pub mod requests;

use std::time::Duration;

use anyhow::Result;
use measure::{Answer, Experiment, Strategy};
use origin::service;
use record::Settings;

use self::requests::Requests;
use crate::workload;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "omission",
        baseline: "open-loop",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        service: service::start,
        slowest,
        preflight: workload::preflight,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let row = |key, label, file, run: fn(&Requests) -> Result<Answer>| {
        Strategy::new(key, label, file, Requests::prepare, run)
    };
    vec![
        row(
            "closed-loop",
            "Closed loop",
            "src/tail/omission/closed_loop.rs",
            closed_loop::fetch_all,
        ),
        row(
            "closed-loop-corrected",
            "Closed loop, corrected",
            "src/tail/omission/closed_loop_corrected.rs",
            closed_loop_corrected::fetch_all,
        ),
        row(
            "open-loop",
            "Open loop",
            "src/tail/omission/open_loop.rs",
            open_loop::fetch_all,
        ),
    ]
}

/// Every request of a loop finds the server in a pause.
fn slowest(settings: &Settings) -> Result<Option<Duration>> {
    let each = settings.duration("tick")?
        + settings.duration("latency")?
        + settings.duration("pause")?;
    Ok(Some(each.saturating_mul(u32::try_from(settings.count("requests")?)?)))
}
