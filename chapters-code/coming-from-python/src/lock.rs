//! The lock itself: threads of Python that compute, and one that should answer beside one
//! that computes.

pub mod beside;
pub(crate) mod scoped;

use anyhow::Result;
use measure::{Experiment, Strategy};
use record::{Setting, Settings};
use serde_json::{Value, json};

use crate::primes::{self, Limits};
use crate::program::row;
use crate::python::{self, Needs};

const LOCKED: Needs = Needs { locked: Some(true), ..Needs::NOTHING };
const FREE: Needs = Needs { locked: Some(false), ..Needs::NOTHING };

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "lock",
        baseline: "rust-1",
        strategies: strategies(),
        expected_answer: primes::expected_answer,
        service: python::tell,
        preflight: python::preflight,
        ..Experiment::default()
    }
}

/// The limits, and how many threads share them.
pub struct Shared {
    /// The limits up to which to count.
    pub limits: Vec<usize>,
    /// How many threads.
    pub threads: usize,
}

fn prepare(settings: &Settings) -> Result<Shared> {
    let Limits(limits) = Limits::prepare(settings)?;
    Ok(Shared { limits, threads: settings.count("threads")? as usize })
}

fn arguments(settings: &Settings) -> Result<Value> {
    let Shared { limits, threads } = prepare(settings)?;
    Ok(json!({ "limits": limits, "threads": threads }))
}

fn strategies() -> Vec<Strategy> {
    let rows = [1, 2, 4].into_iter().flat_map(|threads| {
        let rust = Strategy::new(
            format!("rust-{threads}"),
            format!("Rust, {threads}"),
            "src/lock/scoped.rs",
            prepare,
            scoped::count_all,
        );
        let locked = row!(
            format!("locked-{threads}"),
            format!("Python with the lock, {threads}"),
            "python/lock/computing.py",
            include_str!("../python/lock/computing.py"),
            LOCKED,
            arguments
        );
        let free = row!(
            format!("free-{threads}"),
            format!("Python without the lock, {threads}"),
            "python/lock/computing.py",
            include_str!("../python/lock/computing.py"),
            FREE,
            arguments
        );
        let groups = ["Rust", "Python with the lock", "Python without the lock"];
        [rust, locked, free].into_iter().zip(groups).map(move |(row, group)| {
            row.in_group(group).with("threads", Setting::Count(threads))
        })
    });
    rows.collect()
}
