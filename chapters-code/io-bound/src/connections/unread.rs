//! All requests at once, while the client has not read a large answer.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::join_all;
use tokio::time::timeout;

use super::requests::Requests;
use crate::fetch::fetch;

/// Fetches every URL at once, beside an answer whose body nobody reads.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let large = requests.client.get(&requests.large).send().await?;
    let fetches = requests.urls.iter().map(|url| fetch(&requests.client, url));
    let fetches = fetches.map(|fetch| timeout(requests.patience, fetch));
    let ended = join_all(fetches).await;
    drop(large);
    Ok(ended.iter().filter(|ended| matches!(ended, Ok(Ok(_)))).count() as u64)
}
// ANCHOR_END: listing
