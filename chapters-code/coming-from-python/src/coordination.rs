//! What concurrent programs need beside workers: a queue, a lock, a semaphore, a timeout,
//! cancellation, answers as they come, and what becomes of the others where one fails; in
//! both.

mod aborted;
mod answers;
mod blocking;
mod calls;
mod dropped;
mod joined;
mod permits;
mod places;
mod through_channel;
mod under_mutex;
mod unordered;

use std::sync::atomic::Ordering;

use anyhow::{Context as _, Result, bail};
use measure::{Answer, Experiment, Strategy};
use origin::service;
use record::{Setting, Settings};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use crate::program::row;
use crate::python::{self, Needs};
use answers::Answers;
use calls::Watched;

/// `timeout` and `TaskGroup` are of this version.
const NEEDS: Needs = Needs { version: [3, 11], ..Needs::NOTHING };

/// How many requests are in flight at most, in the rows with a semaphore.
const LIMIT: u64 = 4;

/// The experiment.
pub fn experiment() -> Experiment {
    let rows = [workers(), waiting(), coming(), cancelling(), failing()];
    Experiment {
        name: "coordination",
        baseline: "rust-channel",
        strategies: rows.into_iter().flatten().collect(),
        expected_answer: |settings| expected_answer(settings).map(Some),
        service: |settings| python::tell_beside(settings, service::start(settings)?),
        preflight: python::preflight,
        ..Experiment::default()
    }
}

fn expected_answer(settings: &Settings) -> Result<u64> {
    let counted = settings.text("counted")?.context("a row says what it counts")?;
    Ok(match counted {
        "items" => {
            let items = settings.count("items")?;
            items * (items - 1) / 2
        }
        "requests" => service::sum_of_lengths(settings.count("requests")?),
        "answers" => {
            service::sum_of_lengths(answers::requests(settings.count("calls")?))
        }
        "increments" | "calls" => settings.count(counted)?,
        other => bail!("no row counts {other}"),
    })
}

/// What goes through a queue.
struct Items {
    items: u64,
    bound: usize,
}

impl Items {
    fn prepare(settings: &Settings) -> Result<Self> {
        let bound = settings.count("bound")? as usize;
        Ok(Self { items: settings.count("items")?, bound })
    }

    fn arguments(settings: &Settings) -> Result<Value> {
        let Self { items, bound } = Self::prepare(settings)?;
        Ok(json!({ "items": items, "bound": bound }))
    }
}

/// What several threads count.
struct Increments {
    increments: u64,
    threads: u64,
}

impl Increments {
    fn prepare(settings: &Settings) -> Result<Self> {
        let threads = settings.count("threads")?;
        Ok(Self { increments: settings.count("increments")?, threads })
    }

    fn arguments(settings: &Settings) -> Result<Value> {
        let Self { increments, threads } = Self::prepare(settings)?;
        Ok(json!({ "increments": increments, "threads": threads }))
    }
}

/// What is fetched, and how many at once.
struct Limited {
    urls: Vec<String>,
    limit: usize,
    client: Client,
    runtime: Runtime,
}

impl Limited {
    fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self {
            urls: service::urls(settings, settings.count("requests")?)?,
            limit: settings.count("limit")? as usize,
            client: Client::new(),
            runtime: Builder::new_current_thread().enable_all().build()?,
        })
    }

    fn arguments(settings: &Settings) -> Result<Value> {
        let urls = service::urls(settings, settings.count("requests")?)?;
        Ok(json!({ "urls": urls, "limit": settings.count("limit")? }))
    }

    fn run(&self) -> Result<Answer> {
        let (lengths, most) = self.runtime.block_on(permits::fetch_all(self))?;
        Ok(Answer::from(lengths).with("most_in_flight", most))
    }
}

/// Not in the quick profile, which has no time for all.
fn thoroughly(settings: &Settings) -> bool {
    settings.text("rows").is_ok_and(|rows| rows == Some("all"))
}

fn counting(row: Strategy, counted: &str) -> Strategy {
    row.with("counted", Setting::Text(counted.to_owned()))
}

fn workers() -> Vec<Strategy> {
    let queue = [
        row!(
            "python-queue",
            "Python: Queue",
            "python/coordination/through_queue.py",
            include_str!("../python/coordination/through_queue.py"),
            NEEDS,
            Items::arguments
        ),
        Strategy::new(
            "rust-channel",
            "Rust: sync_channel",
            "src/coordination/through_channel.rs",
            Items::prepare,
            through_channel::send_all,
        ),
    ];
    let lock = [
        row!(
            "python-lock",
            "Python: Lock",
            "python/coordination/under_lock.py",
            include_str!("../python/coordination/under_lock.py"),
            NEEDS,
            Increments::arguments,
            thoroughly
        ),
        Strategy::new(
            "rust-mutex",
            "Rust: Mutex",
            "src/coordination/under_mutex.rs",
            Increments::prepare,
            under_mutex::count_to,
        ),
    ];
    let queue = queue.map(|row| counting(row, "items").in_group("A queue"));
    let lock = lock.map(|row| {
        counting(row, "increments")
            .in_group("A lock")
            .with("threads", Setting::Count(2))
    });
    queue.into_iter().chain(lock).collect()
}

fn waiting() -> Vec<Strategy> {
    let semaphore = [
        row!(
            "python-semaphore",
            "Python: Semaphore",
            "python/coordination/at_most.py",
            include_str!("../python/coordination/at_most.py"),
            NEEDS,
            Limited::arguments,
            thoroughly
        ),
        Strategy::new(
            "rust-semaphore",
            "Rust: Semaphore",
            "src/coordination/permits.rs",
            Limited::prepare,
            Limited::run,
        ),
    ];
    let timeout = [
        row!(
            "python-timeout",
            "Python: timeout",
            "python/coordination/timed_out.py",
            include_str!("../python/coordination/timed_out.py"),
            NEEDS,
            calls::arguments,
            thoroughly
        ),
        of_calls("rust-timeout", "Rust: timeout", "dropped", |calls| {
            calls.run(dropped::call_all)
        }),
    ];
    let semaphore = semaphore.map(|row| {
        counting(row, "requests")
            .in_group("A semaphore")
            .with("limit", Setting::Count(LIMIT))
    });
    let timeout = timeout.map(|row| counting(row, "calls").in_group("A timeout"));
    semaphore.into_iter().chain(timeout).collect()
}

fn coming() -> Vec<Strategy> {
    let rows = [
        row!(
            "python-in-order",
            "Python: gather, all answers",
            "python/coordination/as_they_come.py",
            include_str!("../python/coordination/as_they_come.py"),
            NEEDS,
            answers::in_order,
            thoroughly
        ),
        row!(
            "python-as-completed",
            "Python: as_completed",
            "python/coordination/as_they_come.py",
            include_str!("../python/coordination/as_they_come.py"),
            NEEDS,
            answers::arguments
        ),
        row!(
            "python-completed-threads",
            "Python: as_completed, threads",
            "python/coordination/completed_threads.py",
            include_str!("../python/coordination/completed_threads.py"),
            NEEDS,
            answers::arguments,
            thoroughly
        ),
        Strategy::new(
            "rust-unordered",
            "Rust: FuturesUnordered",
            "src/coordination/unordered.rs",
            Answers::prepare,
            |answers| answers.run(unordered::handle_all),
        ),
    ];
    let grouped = |row| counting(row, "answers").in_group("Answers as they come");
    rows.into_iter().map(grouped).collect()
}

fn of_calls(
    key: &'static str,
    label: &'static str,
    file: &str,
    run: fn(&Watched) -> Result<Answer>,
) -> Strategy {
    let file = format!("src/coordination/{file}.rs");
    Strategy::new(key, label, file, Watched::prepare, run)
}

fn cancelling() -> Vec<Strategy> {
    let rows = [
        row!(
            "python-cancel",
            "Python: cancel",
            "python/coordination/cancelled.py",
            include_str!("../python/coordination/cancelled.py"),
            NEEDS,
            calls::arguments,
            thoroughly
        ),
        row!(
            "python-insist",
            "Python: cancel, caught",
            "python/coordination/insisting.py",
            include_str!("../python/coordination/insisting.py"),
            NEEDS,
            calls::arguments,
            thoroughly
        ),
        of_calls("rust-abort", "Rust: abort", "aborted", |calls| {
            calls.run(aborted::call_all)
        }),
        row!(
            "python-to-thread",
            "Python: cancel to_thread",
            "python/coordination/in_threads.py",
            include_str!("../python/coordination/in_threads.py"),
            NEEDS,
            calls::arguments,
            thoroughly
        ),
        of_calls(
            "rust-spawn-blocking",
            "Rust: abort spawn_blocking",
            "blocking",
            |calls| calls.run(blocking::call_all),
        ),
    ];
    let grouped = |row| counting(row, "calls").in_group("Cancellation");
    rows.into_iter().map(grouped).collect()
}

fn failing() -> Vec<Strategy> {
    let failure = [
        row!(
            "python-gather",
            "Python: gather",
            "python/coordination/gathered.py",
            include_str!("../python/coordination/gathered.py"),
            NEEDS,
            calls::arguments,
            thoroughly
        ),
        row!(
            "python-task-group",
            "Python: TaskGroup",
            "python/coordination/task_group.py",
            include_str!("../python/coordination/task_group.py"),
            NEEDS,
            calls::arguments,
            thoroughly
        ),
        of_calls("rust-try-join-all", "Rust: try_join_all", "joined", |calls| {
            calls.run(joined::call_all)
        }),
    ];
    let with = [
        row!(
            "python-with",
            "Python: with",
            "python/coordination/given_back.py",
            include_str!("../python/coordination/given_back.py"),
            NEEDS,
            calls::arguments,
            thoroughly
        ),
        of_calls("rust-drop", "Rust: Drop", "places", |calls| {
            let places = places::Places::default();
            let answer = calls.run(|calls| places::call_all(calls, &places))?;
            let taken = places.taken.load(Ordering::Relaxed);
            let given_back = places.given_back.load(Ordering::Relaxed);
            Ok(answer.with("given_back_percent", 100 * given_back / taken.max(1)))
        }),
    ];
    let failure = failure.map(|row| row.in_group("An exception"));
    let with = with.map(|row| row.in_group("A context manager"));
    let failing = |row| counting(row, "calls").with("failing", Setting::Count(1));
    failure.into_iter().chain(with).map(failing).collect()
}
