//! Pages as they come.

// ANCHOR: listing
use anyhow::Result;
use futures_util::stream::{self, StreamExt as _};
use reqwest::Client;

use super::ordered::known;
use super::pages::Found;
use crate::workload::Crawl;

/// The first page that is there comes first.
pub(super) async fn crawl(crawl: &Crawl<Client>) -> Result<Found> {
    let (urls, mut found) = known(crawl).await?;
    let fetches = stream::iter(urls).map(|url| async move {
        let page = crawl.session.fetch(&url).await;
        (page.map(|html| crawl.parser.parse(&url, &html)), url)
    });
    let mut pages = fetches.buffer_unordered(crawl.limit);
    while let Some((page, url)) = pages.next().await {
        found.note(url, &page);
    }
    Ok(found)
}
// ANCHOR_END: listing
