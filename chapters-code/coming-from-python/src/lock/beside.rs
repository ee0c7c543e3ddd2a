//! A thread that should wake up every millisecond, beside one that computes.

mod beating;

use anyhow::Result;
use measure::{Experiment, Strategy};
use record::{Setting, Settings};
use serde_json::{Value, json};

use super::{FREE, LOCKED};
use crate::program::row;
use crate::python;

/// How long a thread of Python may compute until another may have the lock, by default, in
/// nanoseconds: <https://docs.python.org/3/library/sys.html#sys.setswitchinterval>.
const SWITCH_INTERVAL_NS: u64 = 5_000_000;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "beside",
        baseline: "rust",
        strategies: strategies(),
        expected_answer: |settings| Ok(Some(settings.count("beats")?)),
        service: python::tell,
        preflight: python::preflight,
        ..Experiment::default()
    }
}

/// How often a thread wakes up, and when.
pub struct Beats {
    /// How many times.
    pub count: u64,
    /// How long it sleeps each time.
    pub every: std::time::Duration,
}

fn prepare(settings: &Settings) -> Result<Beats> {
    Ok(Beats { count: settings.count("beats")?, every: settings.duration("every")? })
}

fn arguments(settings: &Settings, computing: bool) -> Result<Value> {
    let Beats { count, every } = prepare(settings)?;
    Ok(json!({
        "count": count,
        "every": every.as_nanos() as u64,
        "computing": computing,
        "interval": settings.duration("interval")?.as_secs_f64(),
    }))
}

fn alone(settings: &Settings) -> Result<Value> {
    arguments(settings, false)
}

fn beside(settings: &Settings) -> Result<Value> {
    arguments(settings, true)
}

fn strategies() -> Vec<Strategy> {
    let rust = Strategy::new(
        "rust",
        "Rust",
        "src/lock/beside/beating.rs",
        prepare,
        beating::beat,
    );
    let alone = row!(
        "alone",
        "Python, nothing beside it",
        "python/lock/beside.py",
        include_str!("../../python/lock/beside.py"),
        LOCKED,
        alone
    );
    let locked = row!(
        "locked",
        "Python with the lock",
        "python/lock/beside.py",
        include_str!("../../python/lock/beside.py"),
        LOCKED,
        beside
    );
    let short = row!(
        "locked-short",
        "The same, a short interval",
        "python/lock/beside.py",
        include_str!("../../python/lock/beside.py"),
        LOCKED,
        beside
    );
    let free = row!(
        "free",
        "Python without the lock",
        "python/lock/beside.py",
        include_str!("../../python/lock/beside.py"),
        FREE,
        beside
    );
    let with = |row: Strategy, ns| row.with("interval", Setting::DurationNs(ns));
    vec![
        rust,
        with(alone, SWITCH_INTERVAL_NS),
        with(locked, SWITCH_INTERVAL_NS),
        with(short, SWITCH_INTERVAL_NS / 10),
        with(free, SWITCH_INTERVAL_NS),
    ]
}
