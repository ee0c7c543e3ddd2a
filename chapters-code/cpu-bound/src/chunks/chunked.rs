//! The limits up to which to count, and how many of them a worker gets at a time.

use anyhow::Result;
use record::Settings;

use super::TINY;
use crate::workload::Workload;

// ANCHOR: chunked
/// What every way of handing out is given.
pub(super) struct Chunked {
    /// The tasks: how many primes are there up to each of these limits?
    pub(super) limits: Vec<usize>,
    /// How many of them a worker is given at a time.
    pub(super) chunk: usize,
    /// How many threads or processes work.
    pub(super) workers: usize,
}
// ANCHOR_END: chunked

impl Chunked {
    /// Chunks of the size that is set.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let Workload { limits, workers } = Workload::prepare(settings)?;
        Ok(Self { limits, chunk: settings.count("chunk")? as usize, workers })
    }

    /// As many chunks as workers.
    pub(super) fn shares(settings: &Settings) -> Result<Self> {
        let Workload { limits, workers } = Workload::prepare(settings)?;
        Ok(Self { chunk: limits.len().div_ceil(workers), limits, workers })
    }

    /// Tasks with next to nothing in them, one at a time.
    pub(super) fn tiny(settings: &Settings) -> Result<Self> {
        let Workload { workers, .. } = Workload::prepare(settings)?;
        let tasks = settings.count(TINY)? as usize;
        Ok(Self { limits: vec![TINY_LIMIT; tasks], chunk: 1, workers })
    }
}

/// The least limit whose table is as large as a cache line. Smaller ones, of
/// several threads, may lie in one line, and the threads then fight for it.
const TINY_LIMIT: usize = 63;

/// How many primes there are up to it.
pub(super) const IN_A_TINY_TASK: u64 = 18;
