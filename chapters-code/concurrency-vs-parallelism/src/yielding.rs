//! Several tasks that have to do something at fixed times, and one that computes
//! meanwhile and never gives up control: who takes it away?

mod heart;
mod hearts_async;
mod hearts_one_core;
mod hearts_threads;
mod hearts_yielding;

use std::time::Duration;

use anyhow::Result;
use measure::{Answer, Experiment, Strategy};
use record::Settings;

use crate::primes::primes_below;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "yielding",
        baseline: "threads",
        strategies: strategies(),
        expected_answer: |settings| Ok(Some(primes_below(settings.count("limit")?))),
        ..Experiment::default()
    }
}

// ANCHOR: workload
/// Hearts, and when they have to beat; and one task that computes.
struct Workload {
    hearts: usize,
    every: Duration,
    beats: u32,
    /// So long after the start the other task begins to compute.
    pause: Duration,
    /// It counts the primes below this.
    limit: u64,
}
// ANCHOR_END: workload

fn prepare(settings: &Settings) -> Result<Workload> {
    Ok(Workload {
        hearts: settings.count("hearts")? as usize,
        every: settings.duration("every")?,
        beats: u32::try_from(settings.count("beats")?)?,
        pause: settings.duration("pause")?,
        limit: settings.count("limit")?,
    })
}

/// What came of a run.
struct Done {
    primes: u64,
    /// How long the task computed, from its first step to its last.
    computing: Duration,
    /// How late the latest beat of all was.
    latest: Duration,
}

impl From<Done> for Answer {
    fn from(done: Done) -> Self {
        Self::from(done.primes)
            .with("latest_ns", done.latest.as_nanos() as u64)
            .with("computing_ns", done.computing.as_nanos() as u64)
    }
}

fn strategies() -> Vec<Strategy> {
    vec![
        Strategy::new(
            "threads",
            "Threads, all cores",
            "src/yielding/hearts_threads.rs",
            prepare,
            |work| Ok(hearts_threads::run(work)),
        ),
        Strategy::new(
            "one-core",
            "Threads, one core",
            "src/yielding/hearts_one_core.rs",
            prepare,
            hearts_one_core::run,
        ),
        Strategy::new(
            "async",
            "Async, one thread",
            "src/yielding/hearts_async.rs",
            prepare,
            hearts_async::run,
        ),
        Strategy::new(
            "yielding",
            "Async, and it yields",
            "src/yielding/hearts_yielding.rs",
            prepare,
            hearts_yielding::run,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_counts_all_primes_and_beats_as_often_as_asked() {
        let work = Workload {
            hearts: 2,
            every: Duration::from_millis(1),
            beats: 3,
            pause: Duration::from_millis(1),
            limit: 1_000,
        };
        let runs = [
            hearts_threads::run(&work),
            hearts_async::run(&work).expect("it ran"),
            hearts_yielding::run(&work).expect("it ran"),
        ];
        for done in runs {
            assert_eq!(done.primes, 168);
        }
    }
}
