//! A pool of rayon's for each request.

// ANCHOR: listing
use anyhow::Result;
use rayon::ThreadPoolBuilder;

use super::burst::Heavy;

/// Makes a pool with a thread per core, and has it compute; the thread of the request
/// waits.
pub(super) fn answer(heavy: &Heavy) -> Result<u64> {
    let pool = ThreadPoolBuilder::new().build()?;
    Ok(pool.install(|| heavy.compute_in_parallel()))
}
// ANCHOR_END: listing
