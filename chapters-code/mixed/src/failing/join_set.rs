//! A task for each page, and errors are collected.

// ANCHOR: listing
use anyhow::Result;
use reqwest::Client;
use tokio::task::JoinSet;

use super::pages::Found;
use crate::workload::Crawl;

/// A task returns its page or its error, with the URL.
pub(super) async fn crawl(crawl: &Crawl<Client>) -> Result<Found> {
    let mut frontier = crawl.frontier().at_most(crawl.limit);
    let (mut tasks, mut found) = (JoinSet::new(), Found::default());
    loop {
        while let Some(url) = frontier.take() {
            let (session, parser) = (crawl.session.clone(), crawl.parser);
            tasks.spawn(async move {
                let page = session.fetch(&url).await;
                (page.map(|html| parser.parse(&url, &html)), url)
            });
        }
        let Some(ended) = tasks.join_next().await else { return Ok(found) };
        let (page, url) = ended?;
        found.note(url, &page);
        frontier.add(page);
    }
}
// ANCHOR_END: listing
