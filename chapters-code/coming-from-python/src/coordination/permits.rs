//! At most so many requests in flight.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use anyhow::Result;
use futures_util::future::try_join_all;
use tokio::sync::Semaphore;

use super::Limited;
use crate::requests::joined::fetch;

/// Fetches every URL, a few at a time: the sum of the lengths, and the most in flight.
pub(super) async fn fetch_all(work: &Limited) -> Result<(u64, u64)> {
    let semaphore = Semaphore::new(work.limit);
    let (in_flight, most) = (AtomicU64::new(0), AtomicU64::new(0));
    let fetches = work.urls.iter().map(async |url| {
        let _permit = semaphore.acquire().await?;
        most.fetch_max(in_flight.fetch_add(1, Relaxed) + 1, Relaxed);
        let length = fetch(&work.client, url).await?;
        in_flight.fetch_sub(1, Relaxed);
        anyhow::Ok(length)
    });
    Ok((try_join_all(fetches).await?.into_iter().sum(), most.into_inner()))
}
// ANCHOR_END: listing
