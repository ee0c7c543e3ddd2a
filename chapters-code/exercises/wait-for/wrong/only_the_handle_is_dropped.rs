//! A task for each request, and the limit around the waiting for the task: when it is over,
//! the handle is dropped, and the task goes on.

use std::time::Duration;

use exercises::get_async;
use futures_util::future::join_all;
use tokio::time::timeout;

/// How long each page is, or `None` where it is not here within the limit.
pub async fn lengths(urls: &[String], limit: Duration) -> Vec<Option<usize>> {
    let tasks: Vec<_> = urls
        .iter()
        .cloned()
        .map(|url| tokio::spawn(async move { get_async(&url).await.body.len() }))
        .collect();
    join_all(tasks.into_iter().map(async |task| timeout(limit, task).await.ok()?.ok()))
        .await
}
