//! Each page that is named is asked for at once.

use std::collections::HashSet;

use exercises::links::links;
use futures_util::stream::{FuturesUnordered, StreamExt};

/// How many pages can be reached from this one, itself included.
pub async fn crawl(start: String) -> usize {
    let ask = async |url: String| links(&url).await;
    let mut known = HashSet::from([start.clone()]);
    let mut in_flight = FuturesUnordered::from_iter([ask(start)]);
    while let Some(links) = in_flight.next().await {
        for link in links {
            if known.insert(link.clone()) {
                in_flight.push(ask(link));
            }
        }
    }
    known.len()
}
