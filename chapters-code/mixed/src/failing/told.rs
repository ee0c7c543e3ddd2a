//! A crawl that is told to stop half way.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use anyhow::Result;
use futures_util::future::join;
use reqwest::Client;
use tokio::task::JoinSet;

use super::pages::{Found, Pages};
use crate::workload::Crawl;

// ANCHOR: listing
/// Asks for no page any more, waits for those under way, and returns what it has.
async fn crawl_until(stop: &AtomicBool, crawl: &Crawl<Client>) -> Result<Found> {
    let mut frontier = crawl.frontier().at_most(crawl.limit);
    let (mut tasks, mut found) = (JoinSet::new(), Found::default());
    loop {
        while !stop.load(Relaxed)
            && let Some(url) = frontier.take()
        {
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

/// Tells it half way.
pub(super) async fn crawl(pages: &Pages<Client>) -> Result<Found> {
    let stop = AtomicBool::new(false);
    let tell = async {
        pages.half_way().await;
        stop.store(true, Relaxed);
    };
    join(crawl_until(&stop, &pages.crawl), tell).await.0
}
