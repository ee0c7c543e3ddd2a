//! What data costs to send: to a worker process, where it is pickled, and to a thread.

mod moved;

use anyhow::Result;
use measure::{Experiment, Strategy};
use record::{Setting, Settings};
use serde_json::{Value, json};

use crate::program::row;
use crate::python::{self, Needs};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "sending",
        baseline: "thread-1024",
        strategies: strategies(),
        expected_answer: |settings| {
            let (length, times) = (items(settings)?, settings.count("times")?);
            Ok(Some(length * times))
        },
        service: python::tell,
        preflight: python::preflight,
        ..Experiment::default()
    }
}

/// How many items the row's data has: a list has numbers of eight bytes.
fn items(settings: &Settings) -> Result<u64> {
    let size = settings.count("size")?;
    Ok(if settings.optional_text("kind")? == Some("list") { size / 8 } else { size })
}

fn arguments(settings: &Settings) -> Result<Value> {
    Ok(json!({
        "kind": settings.text("kind")?.unwrap_or("bytes"),
        "size": settings.count("size")?,
        "times": settings.count("times")?,
    }))
}

fn strategies() -> Vec<Strategy> {
    let rows = [1 << 10, 1 << 15, 1 << 20].into_iter().flat_map(|size| {
        let process = |kind: &'static str, label, group| {
            row!(
                format!("{kind}-{size}"),
                format!("{label}, {size} bytes"),
                "python/sending/to_process.py",
                include_str!("../python/sending/to_process.py"),
                Needs::NOTHING,
                arguments
            )
            .in_group(group)
            .with("kind", Setting::Text(kind.to_owned()))
        };
        let thread = row!(
            format!("thread-{size}"),
            format!("A list to a thread, {size} bytes"),
            "python/sending/to_thread.py",
            include_str!("../python/sending/to_thread.py"),
            Needs::NOTHING,
            arguments
        )
        .in_group("Python: a list, to a thread")
        .with("kind", Setting::Text("list".to_owned()));
        let rust = Strategy::new(
            format!("rust-{size}"),
            format!("Rust: to a thread, {size} bytes"),
            "src/sending/moved.rs",
            moved::Data::prepare,
            moved::send_all,
        )
        .in_group("Rust: a vector, to a thread")
        .with("kind", Setting::Text("list".to_owned()));
        [
            process("bytes", "Bytes to a process", "Python: bytes, to a process"),
            process("list", "A list to a process", "Python: a list, to a process"),
            thread,
            rust,
        ]
        .map(|row| row.with("size", Setting::Count(size)))
    });
    rows.collect()
}
