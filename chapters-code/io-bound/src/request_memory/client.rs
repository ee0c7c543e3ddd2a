//! Requests of reqwest, all on one thread.

// ANCHOR: listing
use std::sync::Arc;

use anyhow::Result;
use futures_util::future::try_join_all;
use reqwest::Client;

use super::requests::Requests;
use crate::fetch::fetch;

/// Fetches every URL at once, with one client.
pub(super) async fn fetch_all(requests: &Arc<Requests>) -> Result<u64> {
    let client = Client::new();
    let fetches = requests.urls.iter().map(async |url| {
        let bytes = fetch(&client, url).await?;
        anyhow::Ok(requests.arrived(bytes))
    });
    Ok(try_join_all(fetches).await?.into_iter().sum())
}
// ANCHOR_END: listing
