//! A function in Rust that a program in Python calls: with the lock held, and released.

use anyhow::Result;
use measure::{Experiment, Strategy};
use record::{Setting, Settings};
use serde_json::{Value, json};

use crate::extension;
use crate::lock::{Shared, scoped};
use crate::primes::is_prime;
use crate::program::row;
use crate::python::{self, Needs};

const LOCKED: Needs = Needs { locked: Some(true), ..Needs::NOTHING };

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "calling",
        baseline: "rust-1",
        strategies: strategies(),
        expected_answer: |settings| {
            let (limit, calls) = (settings.count("limit")?, settings.count("calls")?);
            Ok(Some((0..=limit).filter(|&n| is_prime(n)).count() as u64 * calls))
        },
        service: python::tell,
        preflight: python::preflight,
        ..Experiment::default()
    }
}

/// The same limit for every call.
fn prepare(settings: &Settings) -> Result<Shared> {
    let (limit, calls) = (settings.count("limit")?, settings.count("calls")?);
    let limits = vec![limit as usize; calls as usize];
    let threads = settings.optional_count("threads")?.unwrap_or(1) as usize;
    Ok(Shared { limits, threads })
}

fn arguments(settings: &Settings) -> Result<Value> {
    let Shared { limits, threads } = prepare(settings)?;
    Ok(match settings.optional_text("function")? {
        Some(function) => {
            json!({ "function": function, "limits": limits, "threads": threads })
        }
        None => json!({ "limits": limits, "threads": threads }),
    })
}

/// In one call, which has no use for threads of Python.
fn at_once(settings: &Settings) -> Result<Value> {
    Ok(json!({ "limits": prepare(settings)?.limits }))
}

fn strategies() -> Vec<Strategy> {
    let rust = |threads: u64| {
        Strategy::new(
            format!("rust-{threads}"),
            format!("A program in Rust, {threads}"),
            "src/lock/scoped.rs",
            prepare,
            scoped::count_all,
        )
        .in_group("A program in Rust")
        .with("threads", Setting::Count(threads))
    };
    let called = |kind: &str, function: &str, threads: u64| {
        row!(
            format!("{kind}-{threads}"),
            format!("Python calls Rust, lock {kind}, {threads}"),
            "python/calling/threads.py",
            include_str!("../python/calling/threads.py"),
            extension::NEEDS,
            arguments
        )
        .in_group(format!("Python calls Rust, lock {kind}"))
        .with("threads", Setting::Count(threads))
        .with("function", Setting::Text(function.to_owned()))
    };
    let python = row!(
        "python-1",
        "A program in Python, 1",
        "python/lock/computing.py",
        include_str!("../python/lock/computing.py"),
        LOCKED,
        arguments
    );
    let whole = row!(
        "whole",
        "Python calls Rust once, rayon inside",
        "python/calling/whole.py",
        include_str!("../python/calling/whole.py"),
        extension::NEEDS,
        at_once
    );
    vec![
        rust(1),
        rust(2),
        python.in_group("A program in Python").with("threads", Setting::Count(1)),
        called("held", "primes_up_to", 1),
        called("held", "primes_up_to", 2),
        called("released", "primes_up_to_detached", 1),
        called("released", "primes_up_to_detached", 2),
        whole.in_group("Python calls Rust once"),
    ]
}
