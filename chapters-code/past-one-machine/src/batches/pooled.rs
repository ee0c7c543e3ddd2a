//! Worker processes without an engine, each of which is sent the next batch.

use std::io;

use anyhow::Result;
use record::Settings;

use super::limits;
use super::sequential::primes_below;
use crate::pool::Pool;

/// The helper process that is a worker.
pub const WORKER: &str = "batches-worker";

/// A pool, and the batches.
pub struct Pooled {
    pool: Pool,
    limits: Vec<u64>,
    batch: usize,
}

impl Pooled {
    /// Starts the workers.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let first = vec![String::new(); settings.count("workers")? as usize];
        Ok(Self {
            pool: Pool::start(WORKER, &first)?,
            limits: limits(settings)?,
            batch: settings.count("batch")? as usize,
        })
    }
}

// ANCHOR: listing
/// Adds up the counts; a worker process that is free is sent the next batch.
pub fn count(pooled: &Pooled) -> Result<u64> {
    pooled.pool.ask_all(pooled.limits.chunks(pooled.batch).map(|batch| {
        let limits: Vec<_> = batch.iter().map(u64::to_string).collect();
        limits.join(" ")
    }))
}

/// The worker's side: a line of limits in, a number out.
pub fn worker(_arguments: &[String]) -> Result<()> {
    for batch in io::stdin().lines() {
        let mut primes = 0;
        for limit in batch?.split_whitespace() {
            primes += primes_below(limit.parse()?);
        }
        println!("{primes}");
    }
    Ok(measure::worker::report()?)
}
// ANCHOR_END: listing
