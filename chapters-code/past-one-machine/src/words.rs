//! Words of many pages, counted: all that is said of a word has to come together, wherever
//! its pages were.

pub mod engine;
pub mod sequential;
pub mod text;
pub mod work_stealing;

use anyhow::Result;
use measure::{Experiment, Strategy};
use record::{Setting, Settings};

use crate::cluster;

use engine::Words;
use text::Pages;

/// The experiment.
pub fn experiment() -> Experiment {
    let rows = [alone(), every_word(), counted_first()];
    Experiment {
        name: "words",
        baseline: "loop",
        strategies: rows.into_iter().flatten().collect(),
        expected_answer: |settings| {
            Ok(Some(sequential::count(&Pages::prepare(settings)?)))
        },
        preflight: |_, _| Ok(cluster::preflight()),
        ..Experiment::default()
    }
}

fn alone() -> Vec<Strategy> {
    let row = |key, label, file, run: fn(&Pages) -> u64| {
        Strategy::new(key, label, file, Pages::prepare, run).in_group("No engine")
    };
    vec![
        row("loop", "A loop", "src/words/sequential.rs", sequential::count),
        row("rayon", "Rayon", "src/words/work_stealing.rs", work_stealing::count),
    ]
}

const ENGINE: &str = "src/words/engine.rs";

fn every_word() -> Vec<Strategy> {
    let row = |key, label, peers, workers| {
        cluster::row::<Words>(ENGINE, key, label, peers, workers)
    };
    let rows = vec![
        row("thread", "One thread", "thread", 1),
        row("threads-2", "2 threads", "threads", 2),
        row("bytes-2", "2 threads, as bytes", "bytes", 2),
        row("unix-2", "2 processes, Unix sockets", "unix", 2),
        row("tcp-2", "2 processes, TCP", "tcp", 2),
        row("hosts-1", "1 host", "hosts", 1),
        row("hosts-2", "2 hosts", "hosts", 2),
    ];
    rows.into_iter().map(|row| row.in_group("Every word is sent")).collect()
}

fn counted_first() -> Vec<Strategy> {
    let row = |key, label, peers, workers| {
        cluster::row::<Words>(ENGINE, key, label, peers, workers)
    };
    let rows = vec![
        row("thread-first", "One thread, counted first", "thread", 1),
        row("threads-2-first", "2 threads, counted first", "threads", 2),
        row("bytes-2-first", "2 threads, as bytes, counted first", "bytes", 2),
        row("unix-2-first", "2 processes, Unix, counted first", "unix", 2),
        row("tcp-2-first", "2 processes, TCP, counted first", "tcp", 2),
        row("hosts-1-first", "1 host, counted first", "hosts", 1),
        row("hosts-2-first", "2 hosts, counted first", "hosts", 2),
    ];
    rows.into_iter()
        .map(|row| row.with("first", Setting::Count(1)).in_group("Counts are sent"))
        .collect()
}

/// Whether a row counts before it sends.
fn counts_first(settings: &Settings) -> Result<bool> {
    Ok(settings.optional_count("first")?.is_some())
}
