//! The experiment on files: reading many of them, cached and not cached.

pub mod async_fs;
mod cache;
mod content;
mod folder;
pub mod pool;
pub mod rayon_pool;
pub mod sequential;
pub mod workload;

use measure::{Experiment, Strategy};
use record::Setting;

use workload::Sample;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "files",
        baseline: "warm-sequential",
        strategies: strategies(),
        expected_answer: content::expected_answer,
        service: folder::start,
        preflight: folder::preflight,
        ..Experiment::default()
    }
}

/// Threads of the pool: more than most machines' cores, for to wait with.
const WORKERS: Setting = Setting::Count(16);

fn strategies() -> Vec<Strategy> {
    let warm = |key, label, file, run| {
        Strategy::new(key, label, file, Sample::cached, run).in_group("Warm cache")
    };
    let cold = |key, label, file, run| {
        Strategy::new(key, label, file, Sample::evicted, run).in_group("Cold cache")
    };
    let (loop_file, pool_file) = ("src/files/sequential.rs", "src/files/pool.rs");
    let (rayon_file, async_file) = ("src/files/rayon_pool.rs", "src/files/async_fs.rs");
    vec![
        warm("warm-sequential", "One after another, warm", loop_file, |sample| {
            sample.read_by(sequential::read_all)
        }),
        warm("warm-pool", "Pool of 16 threads, warm", pool_file, |sample| {
            sample.read_by(pool::read_all)
        })
        .with("workers", WORKERS),
        warm("warm-rayon", "Rayon, a thread per core, warm", rayon_file, |sample| {
            sample.read_by(rayon_pool::read_all)
        }),
        warm("warm-async", "Async, tokio::fs, warm", async_file, |sample| {
            sample.read_by(async_fs::read_all)
        }),
        cold("cold-sequential", "One after another, cold", loop_file, |sample| {
            sample.read_by(sequential::read_all)
        }),
        cold("cold-pool", "Pool of 16 threads, cold", pool_file, |sample| {
            sample.read_by(pool::read_all)
        })
        .with("workers", WORKERS),
        cold("cold-rayon", "Rayon, a thread per core, cold", rayon_file, |sample| {
            sample.read_by(rayon_pool::read_all)
        }),
        cold("cold-async", "Async, tokio::fs, cold", async_file, |sample| {
            sample.read_by(async_fs::read_all)
        }),
    ]
}
