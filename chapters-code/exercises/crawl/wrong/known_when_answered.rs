//! A page is known once it is answered. Until then, each page that names it asks for it.

use std::collections::HashSet;

use exercises::links::links;
use futures_util::stream::{FuturesUnordered, StreamExt};

/// How many pages can be reached from this one, itself included.
pub async fn crawl(start: String) -> usize {
    let mut known = HashSet::new();
    let mut to_ask = vec![start];
    let mut in_flight = FuturesUnordered::new();
    loop {
        while in_flight.len() < 4
            && let Some(url) = to_ask.pop()
        {
            in_flight.push(async move { (links(&url).await, url) });
        }
        let Some((links, url)) = in_flight.next().await else { return known.len() };
        known.insert(url);
        to_ask.extend(links.into_iter().filter(|link| !known.contains(link)));
    }
}
