//! How large a chunk? From one task at a time to all of a worker's share at once,
//! for threads, a work-stealing pool and processes; and what one message costs.

mod chunked;
mod stealing;
mod threads;

use std::time::Instant;

use anyhow::Result;
use measure::{Answer, Experiment, IntoAnswer, Strategy};
use record::{Setting, Settings};

use crate::strategies::{processes, sequential};
use crate::workload::{self, Workload};
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

const SEQUENTIAL: &str = "src/strategies/sequential.rs";
const THREADS: &str = "src/chunks/threads.rs";
const STEALING: &str = "src/chunks/stealing.rs";
const PROCESSES: &str = "src/strategies/processes.rs";

fn strategies() -> Vec<Strategy> {
    let alone = Strategy::new(
        "loop",
        "One after another",
        SEQUENTIAL,
        Workload::prepare,
        |workload| timed(workload.limits.len(), 1, || sequential::count_all(workload)),
    );
    let by_itself = Strategy::new(
        "rayon-by-itself",
        "Rayon, as it likes",
        STEALING,
        Workload::prepare,
        stealing::count_all_by_itself,
    );
    let mut rows = vec![alone];
    rows.extend(sweep("threads", "Threads", THREADS, on_threads));
    rows.extend(sweep("rayon", "Rayon", STEALING, on_rayon));
    rows.extend(sweep("processes", "Processes", PROCESSES, in_processes));
    rows.push(by_itself);
    rows.extend(tiny_tasks());
    rows
}

fn on_threads(work: &Chunked) -> u64 {
    threads::count_all(&work.workload, work.chunk)
}

fn on_rayon(work: &Chunked) -> Result<u64> {
    stealing::count_all(&work.workload, work.chunk)
}

fn in_processes(work: &Chunked) -> Result<u64> {
    processes::count_in_batches(&work.workload, work.chunk)
}

/// A row for each size of the chunk, and one for an equal share of all the tasks.
fn sweep<A: IntoAnswer + 'static>(
    way: &'static str,
    label: &'static str,
    source: &'static str,
    run: fn(&Chunked) -> A,
) -> impl Iterator<Item = Strategy> {
    let row = move |size: String, chunks: String| {
        let (key, label) = (format!("{way}-{size}"), format!("{label}, {chunks}"));
        Strategy::new(key, label, source, Chunked::prepare, run)
    };
    let sized = [1, 10, 100, 1_000].into_iter().map(move |chunk| {
        row(chunk.to_string(), format!("chunks of {chunk}"))
            .with("chunk", Setting::Count(chunk))
    });
    let shares = row("share".to_owned(), "a share each".to_owned())
        .with_computed("chunk", chunked::share);
    sized.chain([shares]).map(move |row| row.in_group(label))
}

/// The setting of the rows whose tasks have next to nothing in them: how many there
/// are. What takes time there is to hand them out.
const TINY: &str = "tiny-tasks";

fn tiny_tasks() -> [Strategy; 4] {
    let row = |key, label, source, run: fn(&Chunked) -> Result<Answer>, tasks| {
        Strategy::new(key, label, source, Chunked::tiny, run)
            .with(TINY, Setting::Count(tasks))
    };
    [
        row(
            "loop-tiny",
            "One after another, tiny tasks",
            SEQUENTIAL,
            |Chunked { workload, .. }| {
                timed(workload.limits.len(), 1, || sequential::count_all(workload))
            },
            100_000,
        ),
        row(
            "threads-tiny",
            "Threads, tiny tasks",
            THREADS,
            |work| timed_workers(work, on_threads),
            100_000,
        ),
        row(
            "rayon-tiny",
            "Rayon, tiny tasks",
            STEALING,
            |work| timed_workers(work, on_rayon),
            100_000,
        ),
        row(
            "processes-tiny",
            "Processes, tiny tasks",
            PROCESSES,
            |work| timed_workers(work, in_processes),
            4_000,
        ),
    ]
}

fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    match settings.optional_count(TINY)? {
        Some(tasks) => Ok(Some(chunked::IN_A_TINY_TASK * tasks)),
        None => workload::expected_answer(settings),
    }
}

fn timed_workers<A: IntoAnswer>(
    work: &Chunked,
    count_all: fn(&Chunked) -> A,
) -> Result<Answer> {
    let Workload { limits, workers } = &work.workload;
    timed(limits.len(), *workers, || count_all(work))
}

/// The answer, with how long one of the workers was busy with a task.
fn timed<A: IntoAnswer>(
    tasks: usize,
    workers: usize,
    count_all: impl FnOnce() -> A,
) -> Result<Answer> {
    let clock = Instant::now();
    let answer = count_all().into_answer()?;
    let busy_ns = clock.elapsed().as_nanos() as usize * workers;
    Ok(answer.with("each_ns", (busy_ns / tasks) as u64))
}
