//! Where does the rest go? One latency each, all at once, and yet more than one
//! latency in all: the time until the last answer, divided into its stages.

mod async_http2;
mod async_no_roots;
mod async_shared;
mod passed;
mod threads_own;
mod threads_shared;

use anyhow::Result;
use measure::{Experiment, Strategy};
use origin::service;
use record::Settings;

use crate::workload;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "breakdown",
        baseline: "async-warm",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ideal: workload::one_latency,
        service: service::start,
        preflight: workload::preflight,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    vec![
        Strategy::new(
            "threads-own",
            "Threads, a client each",
            "src/breakdown/threads_own.rs",
            urls,
            |urls| threads_own::fetch_all(urls),
        ),
        Strategy::new(
            "threads-cold",
            "Threads, new client",
            "src/breakdown/threads_shared.rs",
            urls,
            |urls| threads_shared::cold(urls),
        ),
        Strategy::new(
            "threads-warm",
            "Threads, connected",
            "src/breakdown/threads_shared.rs",
            |settings| threads_shared::Warm::prepare(urls(settings)?),
            threads_shared::Warm::fetch_all,
        ),
        Strategy::new(
            "async-cold",
            "Async, new client",
            "src/breakdown/async_shared.rs",
            urls,
            |urls| async_shared::cold(urls),
        ),
        Strategy::new(
            "async-no-roots",
            "Async, no certificates",
            "src/breakdown/async_no_roots.rs",
            urls,
            |urls| async_no_roots::cold(urls),
        ),
        Strategy::new(
            "async-http2",
            "Async, same, one connection",
            "src/breakdown/async_http2.rs",
            urls,
            |urls| async_http2::cold(urls),
        ),
        Strategy::new(
            "async-warm",
            "Async, connected",
            "src/breakdown/async_shared.rs",
            |settings| async_shared::Warm::prepare(urls(settings)?),
            async_shared::Warm::fetch_all,
        ),
    ]
}

fn urls(settings: &Settings) -> Result<Vec<String>> {
    service::urls(settings, settings.count("requests")?)
}
