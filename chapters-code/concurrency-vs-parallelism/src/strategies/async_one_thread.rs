//! Every task a future, all on the calling thread.

// ANCHOR: listing
use anyhow::Result;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::task::Task;

/// Does all tasks as futures, of which one thread runs one at a time.
pub fn run_all(tasks: &[Task]) -> Result<u64> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let futures: JoinSet<_> = tasks.iter().cloned().map(Task::future).collect();
        futures.join_all().await.into_iter().sum()
    })
}
// ANCHOR_END: listing
