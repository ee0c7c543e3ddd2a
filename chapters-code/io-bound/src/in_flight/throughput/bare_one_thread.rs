//! Every bare connection a future, all on the calling thread.

use anyhow::Result;
use futures_util::future::try_join_all;
use measure::Answer;
use tokio::runtime::Builder;

use super::Load;
use super::bare::keep_busy;
use super::connections::timed;

// ANCHOR: listing
/// Fetches over all connections at once, on one thread.
pub(super) fn fetch_all(load: &Load) -> Result<Answer> {
    timed(load, || keep_all_busy(load, load.connections))
}

/// Keeps this many connections busy, on the calling thread.
pub(super) fn keep_all_busy(load: &Load, connections: u64) -> Result<u64> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let busy = (0..connections).map(|_| keep_busy(load));
    Ok(runtime.block_on(try_join_all(busy))?.into_iter().sum())
}
// ANCHOR_END: listing
