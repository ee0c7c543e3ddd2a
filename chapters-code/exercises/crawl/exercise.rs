//! # A crawl that ends
//!
//! A page names other pages, those name others, and some name pages that were there before.
//! This crawl follows each link, and so never ends.
//!
//! Ask for each page that can be reached exactly once, with at most four requests in flight,
//! and with four whenever as many pages are known and not asked for yet: as soon as one is
//! answered, the pages that it names may be asked for. Return how many pages there are, once
//! the last is answered.

use exercises::links::links;

/// How many pages can be reached from this one, itself included.
pub async fn crawl(start: String) -> usize {
    let mut pages = 0;
    let mut to_ask = vec![start];
    while let Some(url) = to_ask.pop() {
        pages += 1;
        to_ask.extend(links(&url).await);
    }
    pages
}
