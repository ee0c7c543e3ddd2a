//! How large a chunk? From one task at a time to all of a worker's share at once,
//! for threads, a work-stealing pool and processes; and what one message costs.

mod alone;
mod chunked;
pub mod processes;
mod stealing;
mod threads;

use std::time::Instant;

use anyhow::Result;
use measure::{Answer, Experiment, Strategy, environment};
use record::{Setting, Settings};

use crate::workload;
use chunked::Chunked;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "chunks",
        baseline: "loop",
        strategies: strategies(),
        expected_answer,
        ..Experiment::default()
    }
}

/// How many tasks there are in `config.toml`. A row's place in the chart is fixed
/// before its settings are known, and the largest chunk is a share of them all.
const TASKS: u64 = 4_200;

/// A row for each size of the chunk, and one for a share of all the tasks.
macro_rules! sweep {
    ($way:literal, $label:literal, $group:expr, $file:literal, $run:expr; $($chunk:literal),+) => {
        [
            $(
                Strategy::new(
                    concat!($way, "-", $chunk),
                    concat!($label, ", chunks of ", $chunk),
                    concat!("src/chunks/", $file, ".rs"),
                    Chunked::prepare,
                    $run,
                )
                .in_group($group)
                .with("chunk", Setting::Count($chunk)),
            )+
            Strategy::new(
                concat!($way, "-share"),
                concat!($label, ", a share each"),
                concat!("src/chunks/", $file, ".rs"),
                Chunked::shares,
                $run,
            )
            .in_group($group)
            .with("chunk", Setting::Count(TASKS.div_ceil(environment::cores_usable()))),
        ]
    };
}

fn strategies() -> Vec<Strategy> {
    let alone = Strategy::new(
        "loop",
        "One after another",
        "src/chunks/alone.rs",
        Chunked::shares,
        |work| timed(work, 1, |work| Ok(alone::count_all(work))),
    );
    let sweeps = [
        sweep!("threads", "Threads", "Threads", "threads", |work| Ok(threads::count_all(work)); 1, 10, 100, 1000),
        sweep!("rayon", "Rayon", "Rayon", "stealing", stealing::count_all; 1, 10, 100, 1000),
        sweep!("processes", "Processes", "Processes", "processes", processes::count_all; 1, 10, 100, 1000),
    ];
    let by_itself = Strategy::new(
        "rayon-by-itself",
        "Rayon, as it likes",
        "src/chunks/stealing.rs",
        Chunked::shares,
        stealing::count_all_by_itself,
    );
    let tiny = [
        Strategy::new(
            "loop-tiny",
            "One after another, tiny tasks",
            "src/chunks/alone.rs",
            Chunked::tiny,
            |work| timed(work, 1, |work| Ok(alone::count_all(work))),
        )
        .with(TINY, Setting::Count(100_000)),
        Strategy::new(
            "threads-tiny",
            "Threads, tiny tasks",
            "src/chunks/threads.rs",
            Chunked::tiny,
            |work| timed(work, work.workers, |work| Ok(threads::count_all(work))),
        )
        .with(TINY, Setting::Count(100_000)),
        Strategy::new(
            "rayon-tiny",
            "Rayon, tiny tasks",
            "src/chunks/stealing.rs",
            Chunked::tiny,
            |work| timed(work, work.workers, stealing::count_all),
        )
        .with(TINY, Setting::Count(100_000)),
        Strategy::new(
            "processes-tiny",
            "Processes, tiny tasks",
            "src/chunks/processes.rs",
            Chunked::tiny,
            |work| timed(work, work.workers, processes::count_all),
        )
        .with(TINY, Setting::Count(4_000)),
    ];
    let mut all = vec![alone];
    all.extend(sweeps.into_iter().flatten());
    all.push(by_itself);
    all.extend(tiny);
    all
}

/// The setting of the rows whose tasks have next to nothing in them: how many there
/// are. What takes time there is to hand them out.
const TINY: &str = "tiny-tasks";

fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    match settings.get(TINY) {
        Some(_) => Ok(Some(chunked::IN_A_TINY_TASK * settings.count(TINY)?)),
        None => workload::expected_answer(settings),
    }
}

/// The answer, with how long one of the workers was busy with a task.
fn timed(
    work: &Chunked,
    workers: usize,
    count_all: fn(&Chunked) -> Result<u64>,
) -> Result<Answer> {
    let clock = Instant::now();
    let found = count_all(work)?;
    let busy_ns = clock.elapsed().as_nanos() as usize * workers;
    Ok(Answer::from(found).with("each_ns", (busy_ns / work.limits.len()) as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_chunk_is_drawn_where_the_configured_tasks_have_it() {
        let config = include_str!("../config.toml");
        for profile in ["quick", "full"] {
            let section = format!("[chunks.{profile}]\nfrom = 1000\nto = 5200\n");
            assert!(config.contains(&section), "{profile}");
        }
        assert_eq!(TASKS, 5200 - 1000);
    }
}
