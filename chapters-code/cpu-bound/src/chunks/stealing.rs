//! A work-stealing pool: told how large a chunk is, or left to find out.

// ANCHOR: listing
use anyhow::Result;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::chunked::Chunked;
use crate::sieve::primes_up_to;

/// Counts up to every limit; a free thread steals from a busy one, a chunk at least.
pub(super) fn count_all(work: &Chunked) -> Result<u64> {
    let pool = ThreadPoolBuilder::new().num_threads(work.workers).build()?;
    let count = |chunk: &[usize]| -> u64 {
        chunk.iter().map(|limit| primes_up_to(*limit)).sum()
    };
    // Divided until there is one chunk in each part.
    let chunks = work.limits.par_chunks(work.chunk).with_max_len(1);
    Ok(pool.install(|| chunks.map(count).sum()))
}

/// The same, but divided where a thread has stolen something, and not elsewhere.
pub(super) fn count_all_by_itself(work: &Chunked) -> Result<u64> {
    let pool = ThreadPoolBuilder::new().num_threads(work.workers).build()?;
    let limits = work.limits.par_iter();
    Ok(pool.install(|| limits.map(|limit| primes_up_to(*limit)).sum()))
}
// ANCHOR_END: listing
