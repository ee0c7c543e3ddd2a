//! A task for each page, and the first error ends the crawl.

use anyhow::Result;
use reqwest::Client;
use tokio::task::JoinSet;

use super::pages::Found;
use crate::workload::Crawl;

/// Returning the error drops the set, which aborts the other tasks.
pub(super) async fn crawl(crawl: &Crawl<Client>) -> Result<Found> {
    let mut frontier = crawl.frontier().at_most(crawl.limit);
    let (mut tasks, mut found) = (JoinSet::new(), Found::default());
    loop {
        // ANCHOR: listing
        while let Some(url) = frontier.take() {
            let (session, parser) = (crawl.session.clone(), crawl.parser);
            tasks.spawn(async move {
                let html = session.fetch(&url).await?;
                anyhow::Ok((parser.parse(&url, &html), url))
            });
        }
        let Some(ended) = tasks.join_next().await else { return Ok(found) };
        let (page, url) = ended??; // drops the set, which aborts the other tasks
        // ANCHOR_END: listing
        let page = Ok(page);
        found.note(url, &page);
        frontier.add(page);
    }
}
