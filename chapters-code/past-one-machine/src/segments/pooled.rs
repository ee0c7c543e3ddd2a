//! Worker processes without an engine, each of which is sent the next segment.

use std::io;

use anyhow::{Context as _, Result};
use record::Settings;

use super::engine::count_at_pace;
use super::{limit, sieve};
use crate::pool::Pool;
use crate::sieve::Sieve;

/// The helper process that is a worker.
pub const WORKER: &str = "segments-worker";

/// A pool whose workers have their sieves, and how many segments there are.
pub struct Pooled {
    pool: Pool,
    segments: u64,
}

impl Pooled {
    /// Starts the workers. The second may be half as fast.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let (limit, workers) = (limit(settings)?, settings.count("workers")?);
        let straggler = settings.optional_count("straggler")?.is_some();
        let first = |worker| {
            let pace = if straggler && worker == 1 { "slow" } else { "fast" };
            format!("{limit} {pace}")
        };
        let first: Vec<_> = (0..workers).map(first).collect();
        let segments = sieve(settings)?.segments();
        Ok(Self { pool: Pool::start(WORKER, &first)?, segments })
    }
}

// ANCHOR: listing
/// Counts the primes; a worker process that is free is sent the next segment's number.
pub fn count(Pooled { pool, segments }: &Pooled) -> Result<u64> {
    pool.ask_all((0..*segments).map(|segment| segment.to_string()))
}

/// The worker's side: a segment's number in, the number of its primes out.
pub fn worker(_arguments: &[String]) -> Result<()> {
    let mut lines = io::stdin().lines();
    let first = lines.next().context("nobody asks")??;
    let (limit, pace) = first.split_once(' ').context("a limit and a pace")?;
    let sieve = Sieve::new(limit.parse()?);
    println!("{}", sieve.segments());
    for segment in lines {
        println!("{}", count_at_pace(&sieve, segment?.parse()?, pace == "slow"));
    }
    Ok(measure::worker::report()?)
}
// ANCHOR_END: listing
