//! The experiment about latency that varies: what the slowest of a batch does
//! to the whole.
//!
//! - [`distribution`]: three ways for a wait to vary, all with the same mean
//! - [`batch`]: requests that are all waited for
//! - [`omission`]: the page's second experiment, about how such waits are measured

pub mod batch;
pub mod distribution;
pub mod omission;

use std::time::Duration;

use anyhow::Result;
use measure::{Experiment, Preflight, Strategy};
use origin::service;
use record::{Setting, Settings};

use self::batch::Workload;
use self::distribution::{Distribution, LONGEST};
use crate::workload;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "tail",
        baseline: "fixed-1",
        strategies: strategies(),
        expected_answer: |_| Ok(Some(batch::BYTES)),
        service: service::start,
        slowest,
        preflight: |_, _| {
            workload::check_open_files(LARGEST, None)?;
            Ok(Preflight::default())
        },
        ..Experiment::default()
    }
}

/// The requests of the largest batch.
const LARGEST: u64 = 100;

/// The most batches that a row does in a sample.
const MOST_BATCHES: u32 = 11;

fn strategies() -> Vec<Strategy> {
    let row = |key, label, distribution: Distribution, batch, batches| {
        let source = "src/tail/batch.rs";
        Strategy::new(key, label, source, Workload::prepare, batch::fetch_all)
            .with("waits", Setting::Text(distribution.name().to_owned()))
            .with("batch", Setting::Count(batch))
            .with("batches", Setting::Count(batches))
            .in_group(distribution.label())
            .predicted(predicted)
    };
    // The median of few draws says little: small batches, which are soon done,
    // are done more often.
    let few = |key, label, distribution| row(key, label, distribution, 1, 11);
    let some = |key, label, distribution| row(key, label, distribution, 10, 5);
    let many = |key, label, distribution| row(key, label, distribution, LARGEST, 3);
    vec![
        few("fixed-1", "Fixed, 1 request", Distribution::Fixed),
        some("fixed-10", "Fixed, 10 requests", Distribution::Fixed),
        many("fixed-100", "Fixed, 100 requests", Distribution::Fixed),
        few("uniform-1", "Uniform, 1 request", Distribution::Uniform),
        some("uniform-10", "Uniform, 10 requests", Distribution::Uniform),
        many("uniform-100", "Uniform, 100 requests", Distribution::Uniform),
        few("heavy-1", "Heavy tail, 1 request", Distribution::HeavyTailed),
        some("heavy-10", "Heavy tail, 10 requests", Distribution::HeavyTailed),
        many("heavy-100", "Heavy tail, 100 requests", Distribution::HeavyTailed),
    ]
}

/// The median time of a batch, if nothing but the slowest wait counts.
fn predicted(settings: &Settings) -> Result<Option<Duration>> {
    let distribution = Distribution::of(settings)?;
    let batch = settings.count("batch")?;
    Ok(Some(distribution.median_of_slowest(settings.duration("latency")?, batch)))
}

/// Every batch has the longest wait there is.
fn slowest(settings: &Settings) -> Result<Option<Duration>> {
    Ok(Some(settings.duration("latency")? * LONGEST * MOST_BATCHES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_row_does_more_batches_or_larger_ones_than_there_is_time_and_room_for() {
        for strategy in strategies() {
            let count = |name| strategy.settings.count(name).expect(name);
            assert!(count("batches") <= u64::from(MOST_BATCHES), "{}", strategy.key);
            assert!(count("batch") <= LARGEST, "{}", strategy.key);
            // A middle one is the median of a sample.
            assert_eq!(count("batches") % 2, 1, "{}", strategy.key);
        }
    }
}
