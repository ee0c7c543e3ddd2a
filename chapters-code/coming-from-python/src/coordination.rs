//! What concurrent programs need beside workers: a queue, a lock, a semaphore, a timeout,
//! cancellation, and what becomes of the others where one fails; in both.

mod aborted;
mod blocking;
mod calls;
mod dropped;
mod joined;
mod permits;
mod places;
mod through_channel;
mod under_mutex;

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
use calls::Watched;

/// `timeout` and `TaskGroup` are of this version.
const NEEDS: Needs = Needs { version: [3, 11], ..Needs::NOTHING };

/// How many requests are in flight at most, in the rows with a semaphore.
const LIMIT: u64 = 4;

/// The experiment.
pub fn experiment() -> Experiment {
    let rows = [workers(), waiting(), cancelling(), failing()];
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
    let count = settings.count(counted)?;
    Ok(match counted {
        "items" => count * (count - 1) / 2,
        "requests" => service::sum_of_lengths(count),
        "increments" | "calls" => count,
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

/// A row in Python.
macro_rules! in_python {
    ($key:expr, $label:expr, $file:literal, $arguments:expr) => {
        in_python!($key, $label, $file, $arguments, |_| true)
    };
    ($key:expr, $label:expr, $file:literal, $arguments:expr, $wanted:expr) => {
        row!(
            $key,
            $label,
            concat!("python/coordination/", $file, ".py"),
            include_str!(concat!("../python/coordination/", $file, ".py")),
            NEEDS,
            $arguments,
            $wanted
        )
    };
}

fn workers() -> Vec<Strategy> {
    let queue = [
        in_python!("python-queue", "Python: Queue", "through_queue", Items::arguments),
        Strategy::new(
            "rust-channel",
            "Rust: sync_channel",
            "src/coordination/through_channel.rs",
            Items::prepare,
            through_channel::send_all,
        ),
    ];
    let lock = [
        in_python!("python-lock", "Python: Lock", "under_lock", Increments::arguments),
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
        in_python!(
            "python-semaphore",
            "Python: Semaphore",
            "at_most",
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
        in_python!(
            "python-timeout",
            "Python: timeout",
            "timed_out",
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
        in_python!(
            "python-cancel",
            "Python: cancel",
            "cancelled",
            calls::arguments,
            thoroughly
        ),
        in_python!(
            "python-insist",
            "Python: cancel, caught",
            "insisting",
            calls::arguments
        ),
        of_calls("rust-abort", "Rust: abort", "aborted", |calls| {
            calls.run(aborted::call_all)
        }),
        in_python!(
            "python-to-thread",
            "Python: cancel to_thread",
            "in_threads",
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
        in_python!("python-gather", "Python: gather", "gathered", calls::arguments),
        in_python!(
            "python-task-group",
            "Python: TaskGroup",
            "task_group",
            calls::arguments,
            thoroughly
        ),
        of_calls("rust-try-join-all", "Rust: try_join_all", "joined", |calls| {
            calls.run(joined::call_all)
        }),
    ];
    let with = [
        in_python!(
            "python-with",
            "Python: with",
            "given_back",
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
