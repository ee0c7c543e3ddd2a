//! How many workers? The pool's size swept over several latencies, beside what
//! Little's law predicts.

use std::time::Duration;

use anyhow::Result;
use measure::{Experiment, Strategy};
use origin::service;
use record::{Setting, Settings};

use crate::strategies::pool;
use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "workers",
        baseline: "pool-1-5ms",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        service: service::start_at_once,
        preflight: workload::preflight,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let rows = [1, 2, 5].into_iter().flat_map(|ms| {
        [1, 2, 5, 10, 20, 50, 100].map(|workers| {
            Strategy::new(
                format!("pool-{workers}-{ms}ms"),
                format!("Pool of {workers}, {ms} ms"),
                "src/strategies/pool.rs",
                prepare,
                pool::fetch_all,
            )
            .in_group(format!("latency {ms} ms"))
            .with("workers", Setting::Count(workers))
            .with("latency", Setting::DurationNs(ms * 1_000_000))
            .predicted(littles_law)
        })
    });
    rows.collect()
}

/// The URLs ask for the row's own latency.
fn prepare(settings: &Settings) -> Result<Workload> {
    let wait_ns = settings.duration("latency")?.as_nanos();
    let urls = service::urls(settings, settings.count("requests")?)?;
    Ok(Workload {
        urls: urls.into_iter().map(|url| format!("{url}?wait_ns={wait_ns}")).collect(),
        workers: settings.count("workers")? as usize,
    })
}

// ANCHOR: law
/// Little's law: what is in flight is the rate times the time of each. Each worker
/// has one request in flight, and all requests take as many latencies as there are
/// waves of them.
fn littles_law(settings: &Settings) -> Result<Option<Duration>> {
    let (requests, workers) = (settings.count("requests")?, settings.count("workers")?);
    let waves = requests.div_ceil(workers);
    Ok(Some(settings.duration("latency")? * u32::try_from(waves)?))
}
// ANCHOR_END: law

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_latencies_are_predicted_as_there_are_waves() {
        let predicted = |requests, workers| {
            let settings = Settings::from_iter([
                ("requests".to_owned(), Setting::Count(requests)),
                ("workers".to_owned(), Setting::Count(workers)),
                ("latency".to_owned(), Setting::DurationNs(1_000_000)),
            ]);
            littles_law(&settings).expect("complete").expect("known").as_millis()
        };
        assert_eq!(
            [predicted(100, 1), predicted(100, 50), predicted(100, 30)],
            [100, 2, 4]
        );
        assert_eq!(predicted(40, 100), 1);
    }
}
