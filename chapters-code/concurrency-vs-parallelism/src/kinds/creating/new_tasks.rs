//! Async tasks, on one thread.

// ANCHOR: listing
use anyhow::Result;
use tokio::runtime::Builder;

/// Starts this many tasks, and adds up what they return.
pub(super) fn create(tasks: u64) -> Result<u64> {
    let runtime = Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let tasks: Vec<_> =
            (0..tasks).map(|number| tokio::spawn(async move { number })).collect();
        let mut sum = 0;
        for task in tasks {
            sum += task.await?;
        }
        Ok(sum)
    })
}
// ANCHOR_END: listing
