//! The limits up to which to count, and how many of them a worker gets at a time.

use anyhow::Result;
use record::Settings;

use super::EMPTY;
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

    /// Tasks with nothing to do in them, one at a time: there are no primes up to
    /// zero, which takes no time to find out.
    pub(super) fn empty(settings: &Settings) -> Result<Self> {
        let Workload { workers, .. } = Workload::prepare(settings)?;
        let tasks = settings.count(EMPTY)? as usize;
        Ok(Self { limits: vec![0; tasks], chunk: 1, workers })
    }
}
