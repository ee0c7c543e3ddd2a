//! The same sieves in Python and in Rust, in the same rounds: a loop, threads, processes.

mod sequential;
mod stealing;

use anyhow::{Result, ensure};
use measure::environment::cores_usable;
use measure::{Experiment, Strategy};
use record::Settings;
use serde_json::{Value, json};

use crate::program::row;
use crate::python::{self, Needs};

const LOCKED: Needs = Needs { locked: Some(true), ..Needs::NOTHING };
const NUMBA: Needs = Needs::libraries(&["numba"]);
const NUMPY: Needs = Needs::libraries(&["numpy"]);
const INTERPRETERS: Needs = Needs { version: [3, 14], ..Needs::NOTHING };

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "primes",
        baseline: "rust-loop",
        strategies: strategies(),
        expected_answer,
        service: python::tell,
        preflight: python::preflight,
        ..Experiment::default()
    }
}

/// The limits up to which to count.
pub struct Limits(pub Vec<usize>);

impl Limits {
    /// Those from `from` to below `to`.
    ///
    /// Fails if there is none.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let (from, to) = (settings.count("from")?, settings.count("to")?);
        ensure!(from < to, "`--from {from}` has to be less than `--to {to}`");
        Ok(Self((from as usize..to as usize).collect()))
    }
}

/// The sum of all the counts, by another way than the rows go: by division.
pub fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    let (from, to) = (settings.count("from")?, settings.count("to")?);
    let mut primes = 0;
    let counts = (0..to).map(|n| {
        primes += u64::from(is_prime(n));
        if n >= from { primes } else { 0 }
    });
    Ok(Some(counts.sum()))
}

/// Whether no number up to its root divides it.
pub(crate) fn is_prime(n: u64) -> bool {
    n >= 2 && (2..=n.isqrt()).all(|of| !n.is_multiple_of(of))
}

fn alone(settings: &Settings) -> Result<Value> {
    Ok(json!({ "limits": Limits::prepare(settings)?.0 }))
}

/// With a worker per core.
fn shared(settings: &Settings) -> Result<Value> {
    Ok(json!({ "limits": Limits::prepare(settings)?.0, "workers": cores_usable() }))
}

/// Not in the quick profile, which has no time for all.
fn thoroughly(settings: &Settings) -> bool {
    settings.text("rows").is_ok_and(|rows| rows == Some("all"))
}

fn strategies() -> Vec<Strategy> {
    let rust = |key, label, file, run: fn(&Limits) -> u64| {
        Strategy::new(key, label, file, Limits::prepare, run)
    };
    let mut rows = vec![
        rust(
            "rust-loop",
            "Rust: a loop",
            "src/primes/sequential.rs",
            sequential::count_all,
        )
        .in_group("A loop"),
        rust(
            "rust-rayon",
            "Rust: rayon",
            "src/primes/stealing.rs",
            stealing::count_all,
        )
        .in_group("Threads"),
        row!(
            "python-loop",
            "Python: a loop",
            "python/primes/looped.py",
            include_str!("../python/primes/looped.py"),
            Needs::NOTHING,
            alone
        )
        .in_group("A loop"),
        row!(
            "python-numpy",
            "Python: a loop, numpy",
            "python/primes/with_numpy.py",
            include_str!("../python/primes/with_numpy.py"),
            NUMPY,
            alone
        )
        .in_group("A loop"),
        row!(
            "python-numba",
            "Python: a loop, numba",
            "python/primes/with_numba.py",
            include_str!("../python/primes/with_numba.py"),
            NUMBA,
            alone,
            thoroughly
        )
        .in_group("A loop"),
    ];
    rows.extend(by_workers());
    rows
}

/// Those with a worker per core.
fn by_workers() -> Vec<Strategy> {
    vec![
        row!(
            "python-threads",
            "Python: threads, with the lock",
            "python/primes/threads.py",
            include_str!("../python/primes/threads.py"),
            LOCKED,
            shared
        )
        .in_group("Threads"),
        row!(
            "python-interpreters",
            "Python: interpreters",
            "python/primes/interpreters.py",
            include_str!("../python/primes/interpreters.py"),
            INTERPRETERS,
            shared
        )
        .in_group("Threads"),
        row!(
            "python-pool-chunks",
            "Python: Pool, chunks",
            "python/primes/pool_chunks.py",
            include_str!("../python/primes/pool_chunks.py"),
            Needs::NOTHING,
            shared
        )
        .in_group("Processes"),
        row!(
            "python-pool-each",
            "Python: Pool, one a task",
            "python/primes/pool_each.py",
            include_str!("../python/primes/pool_each.py"),
            Needs::NOTHING,
            shared,
            thoroughly
        )
        .in_group("Processes"),
        row!(
            "python-executor-chunks",
            "Python: executor, chunks",
            "python/primes/executor_chunks.py",
            include_str!("../python/primes/executor_chunks.py"),
            Needs::NOTHING,
            shared,
            thoroughly
        )
        .in_group("Processes"),
        row!(
            "python-executor-each",
            "Python: executor, one a task",
            "python/primes/executor_each.py",
            include_str!("../python/primes/executor_each.py"),
            Needs::NOTHING,
            shared,
            thoroughly
        )
        .in_group("Processes"),
    ]
}
