//! The limits up to which to count, and how many of them a worker gets at a time.

use anyhow::Result;
use measure::environment::cores_usable;
use record::{Setting, Settings};

use super::TINY;
use crate::workload::Workload;

/// What every way of handing out is given.
pub(super) struct Chunked {
    /// The limits, and how many threads or processes work.
    pub(super) workload: Workload,
    /// How many limits a worker is given at a time.
    pub(super) chunk: usize,
}

impl Chunked {
    /// Chunks of the size that is set.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let workload = Workload::prepare(settings)?;
        Ok(Self { workload, chunk: settings.count("chunk")? as usize })
    }

    /// Tasks with next to nothing in them, one at a time.
    pub(super) fn tiny(settings: &Settings) -> Result<Self> {
        let limits = vec![TINY_LIMIT; settings.count(TINY)? as usize];
        let workload = Workload { limits, workers: cores_usable() as usize };
        Ok(Self { workload, chunk: 1 })
    }
}

/// A share of all the limits: as many chunks as workers.
pub(super) fn share(settings: &Settings) -> Result<Setting> {
    let Workload { limits, workers } = Workload::prepare(settings)?;
    Ok(Setting::Count(limits.len().div_ceil(workers) as u64))
}

/// The least limit whose table is as large as a cache line. Smaller ones, of
/// several threads, may lie in one line, and the threads then fight for it.
const TINY_LIMIT: usize = 63;

/// How many primes there are up to it.
pub(super) const IN_A_TINY_TASK: u64 = 18;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_leaves_no_more_chunks_than_workers() {
        let settings = Settings::from_iter([
            ("from".to_owned(), Setting::Count(10)),
            ("to".to_owned(), Setting::Count(20)),
            ("workers".to_owned(), Setting::Count(4)),
        ]);
        assert_eq!(share(&settings).expect("complete"), Setting::Count(3));
    }
}
