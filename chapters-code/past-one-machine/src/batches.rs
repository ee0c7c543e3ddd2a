//! Small tasks, handed out from one worker in messages of one or of many: the price of a
//! message, and of a round trip.

pub mod deal;
pub mod engine;
pub mod pooled;
pub mod sequential;
pub mod trips;

use anyhow::{Result, ensure};
use measure::{Answer, Experiment, Strategy};
use record::{Setting, Settings};

use crate::cluster::{self, Cluster};

use engine::Limits;
use pooled::Pooled;
use trips::Trips;

/// The experiment.
pub fn experiment() -> Experiment {
    let rows = [alone(), pools(), dealt(), one_host(), round_trips()];
    Experiment {
        name: "batches",
        baseline: "loop",
        strategies: rows.into_iter().flatten().collect(),
        expected_answer: |settings| {
            Ok(Some(match settings.optional_count("trip")? {
                Some(_) => settings.count("trips")?,
                None => sequential::count(&limits(settings)?),
            }))
        },
        preflight: |_, _| Ok(cluster::preflight()),
        ..Experiment::default()
    }
}

/// The limits of a row's settings: below each, the primes are counted.
fn limits(settings: &Settings) -> Result<Vec<u64>> {
    let (from, to) = (settings.count("from")?, settings.count("to")?);
    ensure!(
        from < to && to <= 1_000_000,
        "`--from {from}` has to be less than `--to {to}`, and that 1000000 at most"
    );
    Ok((from..to).collect())
}

fn alone() -> Vec<Strategy> {
    let file = "src/batches/sequential.rs";
    let row = |key, label, run: fn(&Vec<u64>) -> u64| {
        Strategy::new(key, label, file, limits, run).in_group("No engine")
    };
    vec![
        row("loop", "A loop", |limits| sequential::count(limits)),
        row("rayon", "Rayon", |limits| sequential::on_all_cores(limits)),
    ]
}

/// How many numbers are in a message.
const SIZES: [u64; 2] = [1, 100];

fn pools() -> Vec<Strategy> {
    let row = |batch: u64| {
        Strategy::new(
            format!("pool-{batch}"),
            format!("A pool of 2 processes: {batch}"),
            "src/batches/pooled.rs",
            Pooled::prepare,
            pooled::count,
        )
        .with("workers", Setting::Count(2))
        .with("batch", Setting::Count(batch))
        .in_group("No engine")
    };
    SIZES.map(row).into()
}

/// How the workers of the rows are connected, by key, and in words.
const PEERS: [(&str, &str); 5] = [
    ("threads", "2 threads"),
    ("bytes", "2 threads, as bytes"),
    ("unix", "2 processes, Unix"),
    ("tcp", "2 processes, TCP"),
    ("hosts", "2 hosts"),
];

const ENGINE: &str = "src/batches/engine.rs";

fn dealt() -> Vec<Strategy> {
    let row = |(peers, label): (&str, &'static str), batch: u64| {
        let (key, label_of_all) =
            (format!("{peers}-{batch}"), format!("{label}: {batch}"));
        cluster::row::<Limits>(ENGINE, key, label_of_all, peers, 2)
            .with("batch", Setting::Count(batch))
            .in_group(label)
    };
    PEERS.into_iter().flat_map(|peers| SIZES.map(|batch| row(peers, batch))).collect()
}

fn one_host() -> Vec<Strategy> {
    let row = cluster::row::<Limits>(ENGINE, "one-host-100", "1 host: 100", "hosts", 1);
    vec![row.with("batch", Setting::Count(100)).in_group("1 host")]
}

fn round_trips() -> Vec<Strategy> {
    let row = |(peers, label): (&str, &str)| {
        let row = Strategy::new(
            format!("trip-{peers}"),
            format!("There and back: {label}"),
            "src/batches/trips.rs",
            Cluster::<Trips>::prepare,
            trips::timed,
        );
        cluster::on(row, peers, 2)
            .with("trip", Setting::Count(1))
            .in_group("A message there and back")
    };
    PEERS.into_iter().map(row).collect()
}

/// An answer with the time that each of so many took.
fn with_each(answer: Answer, all: std::time::Duration, of: u64) -> Answer {
    answer.with("each_ns", all.as_nanos() as u64 / of)
}
