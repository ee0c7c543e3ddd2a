//! One place knows everything: what was ever named, what is still to ask for, what is in
//! flight. So the end is easy to see: nothing in flight, and nothing to ask for. A page
//! counts as known when it is first named, not when it is answered: two pages may name it
//! meanwhile.
//!
//! What else would do: a `JoinSet`, with a task for each page; or four workers at a queue
//! that counts what was taken and is not done yet, since an empty queue alone is no end.
//! A semaphore with a task for each page bounds what is in flight, too, but not the tasks.

use std::collections::HashSet;

use exercises::links::links;
use futures_util::stream::{FuturesUnordered, StreamExt};

/// How many pages can be reached from this one, itself included.
pub async fn crawl(start: String) -> usize {
    let mut known = HashSet::from([start.clone()]);
    let mut to_ask = vec![start];
    let mut in_flight = FuturesUnordered::new();
    loop {
        while in_flight.len() < 4
            && let Some(url) = to_ask.pop()
        {
            in_flight.push(async move { links(&url).await });
        }
        let Some(links) = in_flight.next().await else { return known.len() };
        to_ask.extend(links.into_iter().filter(|link| known.insert(link.clone())));
    }
}
