//! Calls that each take a place, and of which one fails.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use anyhow::Result;
use futures_util::future::try_join_all;

use super::calls::Calls;

/// How many places were taken, and given back.
#[derive(Default)]
pub(super) struct Places {
    pub(super) taken: AtomicU64,
    pub(super) given_back: AtomicU64,
}

struct Place<'a>(&'a Places);

impl Places {
    fn take(&self) -> Place<'_> {
        self.taken.fetch_add(1, Relaxed);
        Place(self)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.given_back.fetch_add(1, Relaxed);
    }
}

/// Waits for all calls, until one has failed; each has a place as long as it lasts.
pub(super) async fn call_all(calls: Calls, places: &Places) -> Result<u64> {
    let all = calls.urls.iter().map(async |url| {
        let _place = places.take();
        calls.get(url).await
    });
    Ok(try_join_all(all).await?.into_iter().sum())
}
// ANCHOR_END: listing
