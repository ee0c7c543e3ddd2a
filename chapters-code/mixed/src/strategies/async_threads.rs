//! Async tasks on a thread per core, of which each fetches a page and parses it.

// ANCHOR: listing
use anyhow::Result;
use reqwest::Client;
use tokio::task::JoinSet;

use crate::frontier::Report;
use crate::workload::Crawl;

/// Makes a task of each page. Any of the runtime's threads may go on with it.
pub async fn crawl(crawl: &Crawl<Client>) -> Result<Report> {
    let mut frontier = crawl.frontier().at_most(crawl.limit);
    let mut tasks = JoinSet::new();
    loop {
        while let Some(url) = frontier.take() {
            let (session, parser) = (crawl.session.clone(), crawl.parser);
            tasks.spawn(async move {
                let page = session.fetch(&url).await;
                page.map(|html| parser.parse(&url, &html))
            });
        }
        match tasks.join_next().await {
            Some(page) => frontier.add(page?),
            None => return Ok(frontier.report),
        }
    }
}
// ANCHOR_END: listing
