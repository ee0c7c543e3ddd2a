//! Every request a future on one thread, with a client of its own.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::try_join_all;
use reqwest::Client;
use tokio::runtime::Builder;

use crate::fetch::fetch;
use crate::workload::Workload;

/// Fetches every URL at once, on one thread, with a client each.
pub(super) fn fetch_all(workload: &Workload) -> Result<u64> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let fetches =
            workload.urls.iter().map(|url| async { fetch(&Client::new(), url).await });
        Ok(try_join_all(fetches).await?.into_iter().sum())
    })
}
// ANCHOR_END: listing
