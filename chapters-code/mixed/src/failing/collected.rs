//! A loop that goes on after an error.

// ANCHOR: listing
use reqwest::blocking::Client;

use super::pages::Found;
use crate::workload::Crawl;

/// An error is a value like a page.
pub(super) fn crawl(crawl: &Crawl<Client>) -> Found {
    let (mut frontier, mut found) = (crawl.frontier(), Found::default());
    while let Some(url) = frontier.take() {
        let page = crawl.session.fetch(&url);
        let page = page.map(|html| crawl.parser.parse(&url, &html));
        found.note(url, &page);
        frontier.add(page);
    }
    found
}
// ANCHOR_END: listing
