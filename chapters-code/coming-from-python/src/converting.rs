//! What it costs to hand data to a function in Rust, over the size of each call's.

mod summed;

use anyhow::Result;
use measure::{Experiment, Strategy};
use record::{Setting, Settings};
use serde_json::{Value, json};

use crate::extension;
use crate::program::row;
use crate::python::{self, Needs};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "converting",
        baseline: "own-1048576",
        strategies: strategies(),
        expected_answer: |settings| {
            let Work { items, calls } = Work::of(settings)?;
            Ok(Some((0..items).sum::<u64>() * calls))
        },
        service: python::tell,
        preflight: python::preflight,
        ..Experiment::default()
    }
}

/// The same amount of data for every row, in calls of its size.
struct Work {
    /// How many numbers of eight bytes a call gets.
    items: u64,
    /// How many calls.
    calls: u64,
}

impl Work {
    fn of(settings: &Settings) -> Result<Self> {
        let (mib, size) = (settings.count("mib")?, settings.count("size")?);
        Ok(Self { items: size / 8, calls: (mib << 20) / size })
    }
}

fn arguments(settings: &Settings) -> Result<Value> {
    let Work { items, calls } = Work::of(settings)?;
    Ok(json!({ "kind": settings.text("kind")?, "items": items, "calls": calls }))
}

fn strategies() -> Vec<Strategy> {
    let rows = [1 << 10, 1 << 15, 1 << 20].into_iter().flat_map(|size| {
        let python = |kind: &'static str, label, needs_extension| {
            let row = if needs_extension {
                row!(
                    format!("{kind}-{size}"),
                    format!("{label}, {size} bytes"),
                    "python/converting/summed.py",
                    include_str!("../python/converting/summed.py"),
                    extension::NEEDS,
                    arguments
                )
            } else {
                row!(
                    format!("{kind}-{size}"),
                    format!("{label}, {size} bytes"),
                    "python/converting/summed.py",
                    include_str!("../python/converting/summed.py"),
                    Needs::NOTHING,
                    arguments
                )
            };
            row.in_group(label).with("kind", Setting::Text(kind.to_owned()))
        };
        let rust = Strategy::new(
            format!("rust-{size}"),
            format!("Rust alone, {size} bytes"),
            "src/converting/summed.rs",
            summed::Data::prepare,
            summed::add_up,
        )
        .in_group("Rust alone");
        [
            python("own", "Python's own sum", false),
            python("list", "A list to Rust", true),
            python("bytes", "Bytes to Rust", true),
            rust,
        ]
        .map(|row| row.with("size", Setting::Count(size)))
    });
    rows.collect()
}
