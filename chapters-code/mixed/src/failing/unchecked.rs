//! A loop that does not look at the status.

// ANCHOR: listing
use anyhow::Result;
use reqwest::blocking::Client;

use super::pages::Found;
use crate::workload::Crawl;

/// An answer is an answer, and what stands in it is the page.
pub(super) fn crawl(crawl: &Crawl<Client>) -> Result<Found> {
    let (mut frontier, mut found) = (crawl.frontier(), Found::default());
    let client = Client::new();
    while let Some(url) = frontier.take() {
        let html = client.get(&url).send()?.text()?; // no `error_for_status`
        let page = Ok(crawl.parser.parse(&url, &html));
        found.note(url, &page);
        frontier.add(page);
    }
    Ok(found)
}
// ANCHOR_END: listing
