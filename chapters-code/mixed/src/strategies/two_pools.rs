//! A thread pool for each of two stages, with channels between them.

// ANCHOR: listing
use std::thread;

use anyhow::Result;
use crossbeam_channel::{bounded, unbounded};
use reqwest::blocking::Client;

use crate::frontier::Report;
use crate::workload::Crawl;

/// Fetches with `limit` threads, and parses with `parsers` others.
pub fn crawl(crawl: &Crawl<Client>) -> Result<Report> {
    let (to_fetch, urls) = unbounded::<String>();
    let (fetched, pages) = bounded::<(String, reqwest::Result<String>)>(crawl.room);
    let (parsed, results) = unbounded();
    thread::scope(|scope| {
        for _ in 0..crawl.limit {
            let (urls, fetched) = (urls.clone(), fetched.clone());
            scope.spawn(move || {
                urls.into_iter().try_for_each(|url| {
                    let page = crawl.session.fetch(&url);
                    fetched.send((url, page)) // waits for room
                })
            });
        }
        drop(fetched); // the fetching threads have theirs; with the last, the pages end
        for _ in 0..crawl.parsers {
            let (pages, parsed) = (pages.clone(), parsed.clone());
            scope.spawn(move || {
                pages.into_iter().try_for_each(|(url, page)| {
                    parsed.send(page.map(|html| crawl.parser.parse(&url, &html)))
                })
            });
        }
        let mut frontier = crawl.frontier();
        let to_fetch = to_fetch; // ends the fetching threads when this block ends
        while !frontier.is_done() {
            while let Some(url) = frontier.take() {
                to_fetch.send(url)?;
            }
            frontier.add(results.recv()?);
        }
        Ok(frontier.report)
    })
}
// ANCHOR_END: listing
