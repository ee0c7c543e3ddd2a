//! A core left free: as many workers as cores, one fewer, one more, alone and beside
//! a thread that has to answer; and workers that give way to it.

mod beside;
mod lower_priority;
mod responder;

use anyhow::Result;
use measure::environment::cores_usable;
use measure::{Experiment, Strategy};
use record::{Setting, Settings};

use crate::strategies::atomic_counter;
use crate::workload::{self, Workload};
use responder::Answering;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "core-left-free",
        baseline: "alone-all",
        strategies: strategies(),
        expected_answer: |settings| {
            let once = workload::expected_answer(settings)?;
            Ok(once.map(|primes| primes * cores_usable()))
        },
        ..Experiment::default()
    }
}

/// The limit of the sieve that a short answer takes, and a long one.
const SHORT: u64 = 10_000;
const LONG: u64 = 100_000;

fn strategies() -> Vec<Strategy> {
    let cores = cores_usable();
    let fewer = cores.saturating_sub(1).max(1);
    let alone = |key, label, workers| {
        let file = "src/strategies/atomic_counter.rs";
        Strategy::new(key, label, file, all_limits, atomic_counter::count_all)
            .in_group("Workers alone")
            .with("workers", Setting::Count(workers))
    };
    let answering = |key, label, file, run, answer| {
        let file = format!("src/core_left_free/{file}.rs");
        Strategy::new(key, label, file, Answering::prepare, run)
            .with("answer", Setting::Count(answer))
    };
    let beside = |key, label, workers, answer| {
        answering(key, label, "beside", beside::count_all, answer)
            .with("workers", Setting::Count(workers))
    };
    let short = |key, label, workers| {
        beside(key, label, workers, SHORT).in_group("Beside short answers")
    };
    let long = "Beside long answers";
    vec![
        alone("alone-all", "As many as cores, alone", cores),
        alone("alone-fewer", "One fewer, alone", fewer),
        short("short-all", "As many, short answers", cores),
        short("short-fewer", "One fewer, short answers", fewer),
        short("short-more", "One more, short answers", cores + 1),
        beside("long-all", "As many, long answers", cores, LONG).in_group(long),
        beside("long-fewer", "One fewer, long answers", fewer, LONG).in_group(long),
        answering(
            "long-lower",
            "As many, lower priority, long answers",
            "lower_priority",
            lower_priority::count_all,
            LONG,
        )
        .with("workers", Setting::Count(cores))
        .in_group(long),
    ]
}

/// Every limit once for each core: the more cores, the more there is to do, and the
/// longer there is somebody to answer beside it.
fn all_limits(settings: &Settings) -> Result<Workload> {
    let Workload { limits, workers } = Workload::prepare(settings)?;
    Ok(Workload { limits: limits.repeat(cores_usable() as usize), workers })
}
