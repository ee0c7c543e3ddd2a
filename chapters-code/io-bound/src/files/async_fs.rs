//! Every file a future, which a thread of tokio's blocking pool works for.

// ANCHOR: listing
use std::path::Path;

use anyhow::Result;
use futures_util::future::try_join_all;
use tokio::fs;
use tokio::runtime::Builder;

use super::content::checksum;
use super::workload::Files;

/// Reads every file at once, as far as the blocking pool has threads.
pub fn read_all(files: &Files) -> Result<u64> {
    let runtime = Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let reads = files.paths.iter().map(|path| read(path));
        Ok(try_join_all(reads).await?.into_iter().sum())
    })
}

async fn read(path: &Path) -> Result<u64> {
    Ok(checksum(&fs::read(path).await?))
}
// ANCHOR_END: listing
