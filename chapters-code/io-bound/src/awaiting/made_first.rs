//! All futures made first, and then awaited in a loop.

// ANCHOR: listing
use anyhow::Result;

use super::requests::Requests;

/// Makes a future for every URL, and awaits them one after another.
pub(super) async fn fetch_all(requests: &Requests) -> Result<u64> {
    let urls = requests.urls.iter();
    let fetches: Vec<_> = urls.map(|url| requests.session.fetch(url)).collect();
    let mut bytes = 0;
    for fetch in fetches {
        bytes += fetch.await?;
    }
    Ok(bytes)
}
// ANCHOR_END: listing
