//! Async fetches on one thread; Rayon parses what comes through a bounded channel.

// ANCHOR: listing
use std::iter;

use anyhow::{Context as _, Result};
use rayon::iter::{ParallelBridge as _, ParallelIterator as _};
use reqwest::Client;
use tokio::sync::mpsc;

use crate::frontier::Report;
use crate::workload::Crawl;

/// Fetches in tasks of the runtime, and parses on Rayon's pool.
pub async fn crawl(crawl: &Crawl<Client>) -> Result<Report> {
    let (fetched, mut pages) = mpsc::channel(crawl.room);
    // The way back is not bounded: of two that are, each may wait for the other.
    let (parsed, mut results) = mpsc::unbounded_channel();
    let parser = crawl.parser;
    rayon::spawn(move || {
        let pages = iter::from_fn(move || pages.blocking_recv());
        pages.par_bridge().for_each(
            |(url, page): (String, reqwest::Result<String>)| {
                let page = page.map(|html| parser.parse(&url, &html));
                let _ = parsed.send(page); // nobody may be waiting any more
            },
        );
    });
    let mut frontier = crawl.frontier().at_most(crawl.limit);
    while !frontier.is_done() {
        while let Some(url) = frontier.take() {
            let (session, fetched) = (crawl.session.clone(), fetched.clone());
            tokio::spawn(async move {
                let page = session.fetch(&url).await;
                let _ = fetched.send((url, page)).await; // waits for room
            });
        }
        frontier.add(results.recv().await.context("the pool ended")?);
    }
    Ok(frontier.report)
}
// ANCHOR_END: listing
