//! Async on one thread, which fetches and parses.

// ANCHOR: listing
use anyhow::Result;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use reqwest::Client;

use crate::frontier::Report;
use crate::workload::Crawl;

/// Has many pages under way in one task, and parses each when it is there.
pub async fn crawl(crawl: &Crawl<Client>) -> Result<Report> {
    let mut frontier = crawl.frontier().at_most(crawl.limit);
    let mut under_way = FuturesUnordered::new();
    loop {
        while let Some(url) = frontier.take() {
            under_way.push(async move {
                let page = crawl.session.fetch(&url).await;
                page.map(|html| crawl.parser.parse(&url, &html))
            });
        }
        match under_way.next().await {
            Some(page) => frontier.add(page),
            None => return Ok(frontier.report),
        }
    }
}
// ANCHOR_END: listing
