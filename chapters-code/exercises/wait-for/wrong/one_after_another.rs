//! Each has its limit, one after another.

use std::time::Duration;

use exercises::get_async;
use tokio::time::timeout;

/// How long each page is, or `None` where it is not here within the limit.
pub async fn lengths(urls: &[String], limit: Duration) -> Vec<Option<usize>> {
    let mut lengths = Vec::new();
    for url in urls {
        let reply = timeout(limit, get_async(url)).await;
        lengths.push(reply.ok().map(|reply| reply.body.len()));
    }
    lengths
}
