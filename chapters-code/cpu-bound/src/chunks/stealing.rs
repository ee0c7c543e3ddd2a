//! A work-stealing pool that is given the size of a chunk, or finds one.

// ANCHOR: listing
use anyhow::Result;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for all limits; a free thread steals from a busy one, a chunk at least.
pub(super) fn count_all(workload: &Workload, chunk: usize) -> Result<u64> {
    let pool = ThreadPoolBuilder::new().num_threads(workload.workers).build()?;
    let count = |chunk: &[usize]| -> u64 {
        chunk.iter().map(|&limit| primes_up_to(limit)).sum()
    };
    // Divided until there is one chunk in each part.
    let chunks = workload.limits.par_chunks(chunk).with_max_len(1);
    Ok(pool.install(|| chunks.map(count).sum()))
}

/// The same, but divided where a thread has stolen something, and not elsewhere.
pub(super) fn count_all_by_itself(workload: &Workload) -> Result<u64> {
    let pool = ThreadPoolBuilder::new().num_threads(workload.workers).build()?;
    let limits = workload.limits.par_iter();
    Ok(pool.install(|| limits.map(|&limit| primes_up_to(limit)).sum()))
}
// ANCHOR_END: listing
