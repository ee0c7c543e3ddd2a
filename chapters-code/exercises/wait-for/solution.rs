//! `timeout` drops the future that it was given when the time is over. To drop a future *is*
//! to cancel it: with it go its local variables, here the connection. Each request has a
//! limit of its own, so one that is late takes nothing from the others.
//!
//! What else would do: tasks in a `JoinSet`, with the `timeout` inside of each task; or
//! `tokio::select!` with a `sleep`. One deadline for all, after which is taken what is there,
//! is a different promise: keep what has come in a `FuturesUnordered`, and stop asking it.

use std::time::Duration;

use exercises::get_async;
use futures_util::future::join_all;
use tokio::time::timeout;

/// How long each page is, or `None` where it is not here within the limit.
pub async fn lengths(urls: &[String], limit: Duration) -> Vec<Option<usize>> {
    join_all(urls.iter().map(async |url| {
        let reply = timeout(limit, get_async(url)).await.ok()?;
        Some(reply.body.len())
    }))
    .await
}
