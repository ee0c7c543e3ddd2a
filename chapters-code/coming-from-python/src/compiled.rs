//! A loop of Python that Cython compiles before it runs: as it stands, and with types.

mod cython;

use anyhow::Result;
use measure::{Experiment, Strategy};
use record::{Setting, Settings};
use serde_json::{Value, json};

use crate::primes::{self, Limits};
use crate::program::row;
use crate::python::{self, Needs};
use crate::sieve::primes_up_to;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "compiled",
        baseline: "rust-loop",
        strategies: strategies(),
        expected_answer: primes::expected_answer,
        service: |settings| cython::tell_beside(settings, python::tell(settings)?),
        preflight: python::preflight,
        ..Experiment::default()
    }
}

fn arguments(settings: &Settings) -> Result<Value> {
    Ok(json!({ "limits": Limits::prepare(settings)?.0 }))
}

/// With the library to call.
fn with_library(settings: &Settings) -> Result<Value> {
    let library = cython::library(settings)?;
    Ok(json!({ "limits": Limits::prepare(settings)?.0, "library": library }))
}

fn strategies() -> Vec<Strategy> {
    let compiled = [
        row!(
            "cython-plain",
            "Cython: the same file",
            "python/sieve.py",
            include_str!("../python/compiled/looped.py"),
            Needs::NOTHING,
            with_library,
            cython::is_here
        )
        .with(cython::MODULE, Setting::Text("sieve".to_owned())),
        row!(
            "cython-typed",
            "Cython: with types",
            "python/compiled/typed.py",
            include_str!("../python/compiled/looped.py"),
            Needs::NOTHING,
            with_library,
            cython::is_here
        )
        .with(cython::MODULE, Setting::Text("typed".to_owned())),
    ];
    let mut rows = vec![
        Strategy::new(
            "rust-loop",
            "Rust: a loop",
            "src/sieve.rs",
            Limits::prepare,
            |Limits(limits)| -> u64 {
                limits.iter().map(|&up_to| primes_up_to(up_to)).sum()
            },
        ),
        row!(
            "python-loop",
            "Python: a loop",
            "python/primes/looped.py",
            include_str!("../python/primes/looped.py"),
            Needs::NOTHING,
            arguments
        ),
    ];
    rows.extend(
        compiled.map(|row| row.with_computed("interpreter", cython::described)),
    );
    rows
}
