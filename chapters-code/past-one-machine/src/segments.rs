//! Primes below a limit, by segments that any worker can count: the least that there is
//! to exchange.

pub mod counter;
pub mod engine;
pub mod pooled;
pub mod sequential;
pub mod work_stealing;

use anyhow::{Result, ensure};
use measure::{Experiment, Strategy};
use record::{Setting, Settings};

use crate::cluster;
use crate::sieve::{Sieve, known};

use engine::Primes;
use pooled::Pooled;

/// The experiment.
pub fn experiment() -> Experiment {
    let rows = [alone(), engines(), twice(), stragglers()];
    Experiment {
        name: "segments",
        baseline: "loop",
        strategies: rows.into_iter().flatten().collect(),
        expected_answer: |settings| Ok(known(limit(settings)?)),
        preflight: |_, _| Ok(cluster::preflight()),
        ..Experiment::default()
    }
}

/// The limit of a row: some have a multiple of the experiment's.
fn limit(settings: &Settings) -> Result<u64> {
    let limit = settings.count("limit")?;
    ensure!(
        (1_000..=2_000_000_000).contains(&limit) && limit.is_multiple_of(2),
        "`--limit {limit}` has to be even, and from 1000 to 2000000000"
    );
    Ok(limit * settings.optional_count("times")?.unwrap_or(1))
}

/// The sieve of a row.
pub fn sieve(settings: &Settings) -> Result<Sieve> {
    Ok(Sieve::new(limit(settings)?))
}

/// What the rows without an engine are given.
pub struct Workload {
    /// The sieve.
    pub sieve: Sieve,
    /// How many threads there are, where a strategy does not decide that.
    pub workers: u64,
    /// Whether the second of them is half as fast.
    pub straggler: bool,
}

impl Workload {
    fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self {
            sieve: sieve(settings)?,
            workers: settings.optional_count("workers")?.unwrap_or(1),
            straggler: settings.optional_count("straggler")?.is_some(),
        })
    }
}

fn alone() -> Vec<Strategy> {
    let row = |key, label, file, run: fn(&Workload) -> u64| {
        Strategy::new(key, label, file, Workload::prepare, run).in_group("No engine")
    };
    vec![
        row("loop", "A loop", "src/segments/sequential.rs", sequential::count),
        row("rayon", "Rayon", "src/segments/work_stealing.rs", work_stealing::count),
        pool("pool-2", "A pool of 2 processes").in_group("No engine"),
    ]
}

fn pool(key: &'static str, label: &'static str) -> Strategy {
    let file = "src/segments/pooled.rs";
    Strategy::new(key, label, file, Pooled::prepare, pooled::count)
        .with("workers", Setting::Count(2))
}

fn engine(
    key: &'static str,
    label: &'static str,
    peers: &str,
    workers: u64,
) -> Strategy {
    let group = if workers == 1 { "Timely, 1 worker" } else { "Timely, 2 workers" };
    cluster::row::<Primes>("src/segments/engine.rs", key, label, peers, workers)
        .in_group(group)
}

fn engines() -> Vec<Strategy> {
    vec![
        engine("thread", "One thread", "thread", 1),
        engine("hosts-1", "1 host", "hosts", 1),
        engine("threads-2", "2 threads", "threads", 2),
        engine("bytes-2", "2 threads, as bytes", "bytes", 2),
        engine("unix-2", "2 processes, Unix sockets", "unix", 2),
        engine("tcp-2", "2 processes, TCP", "tcp", 2),
        engine("hosts-2", "2 hosts", "hosts", 2),
    ]
}

fn twice() -> Vec<Strategy> {
    let row = engine("tcp-2-twice", "2 processes, twice the work", "tcp", 2);
    vec![row.with("times", Setting::Count(2)).in_group("Twice the work")]
}

fn stragglers() -> Vec<Strategy> {
    let rows = vec![
        engine("straggler-engine", "Timely, one half as fast", "threads", 2),
        Strategy::new(
            "straggler-counter",
            "A counter, one half as fast",
            "src/segments/counter.rs",
            Workload::prepare,
            counter::count,
        )
        .with("workers", Setting::Count(2)),
        pool("straggler-pool", "A pool, one half as fast"),
    ];
    rows.into_iter()
        .map(|row| row.with("straggler", Setting::Count(1)).in_group("A straggler"))
        .collect()
}
