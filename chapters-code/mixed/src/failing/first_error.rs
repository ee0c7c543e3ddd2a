//! A loop that ends with the first error.

// ANCHOR: listing
use anyhow::Result;
use reqwest::blocking::Client;

use super::pages::Found;
use crate::workload::Crawl;

/// `?` returns the error, and drops what was found.
pub(super) fn crawl(crawl: &Crawl<Client>) -> Result<Found> {
    let (mut frontier, mut found) = (crawl.frontier(), Found::default());
    while let Some(url) = frontier.take() {
        let html = crawl.session.fetch(&url)?;
        let page = Ok(crawl.parser.parse(&url, &html));
        found.note(url, &page);
        frontier.add(page);
    }
    Ok(found)
}
// ANCHOR_END: listing
