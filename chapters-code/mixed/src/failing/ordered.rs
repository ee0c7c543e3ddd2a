//! Pages in the order in which they were asked for.

use anyhow::Result;
use futures_util::stream::{self, StreamExt as _};
use reqwest::Client;

use super::pages::Found;
use crate::workload::Crawl;

/// The first page that was asked for comes first.
pub(super) async fn crawl(crawl: &Crawl<Client>) -> Result<Found> {
    let (urls, mut found) = known(crawl).await?;
    let fetches = stream::iter(urls).map(|url| async move {
        let page = crawl.session.fetch(&url).await;
        (page.map(|html| crawl.parser.parse(&url, &html)), url)
    });
    // ANCHOR: listing
    let mut pages = fetches.buffered(crawl.limit);
    while let Some((page, url)) = pages.next().await {
        found.note(url, &page);
    }
    // ANCHOR_END: listing
    Ok(found)
}

/// The first page, and what it links to: all others.
pub(super) async fn known(crawl: &Crawl<Client>) -> Result<(Vec<String>, Found)> {
    let (mut frontier, mut found) = (crawl.frontier(), Found::default());
    let mut urls = Vec::new();
    if let Some(first) = frontier.take() {
        let html = crawl.session.fetch(&first).await?;
        let page = Ok(crawl.parser.parse(&first, &html));
        found.note(first, &page);
        frontier.add(page);
    }
    while let Some(url) = frontier.take() {
        urls.push(url);
    }
    Ok((urls, found))
}
