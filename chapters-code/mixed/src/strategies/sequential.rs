//! One page after another, in a loop.

// ANCHOR: listing
use reqwest::blocking::Client;

use crate::frontier::Report;
use crate::workload::Crawl;

/// Fetches a page, parses it, and goes on with the next.
pub fn crawl(crawl: &Crawl<Client>) -> Report {
    let mut frontier = crawl.frontier();
    while let Some(url) = frontier.take() {
        let page = crawl.session.fetch(&url);
        frontier.add(page.map(|html| crawl.parser.parse(&url, &html)));
    }
    frontier.report
}
// ANCHOR_END: listing
