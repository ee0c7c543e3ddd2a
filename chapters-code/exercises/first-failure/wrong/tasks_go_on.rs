//! `try_join_all` over tasks: it drops their handles, and the tasks go on.

use exercises::{Reply, get_async};
use futures_util::future::try_join_all;

fn length(reply: &Reply) -> Result<usize, u16> {
    if reply.status == 200 { Ok(reply.body.len()) } else { Err(reply.status) }
}

/// The length of each page, or the status of the first that fails.
pub async fn lengths(urls: &[String]) -> Result<Vec<usize>, u16> {
    let tasks: Vec<_> = urls
        .iter()
        .cloned()
        .map(|url| tokio::spawn(async move { length(&get_async(&url).await) }))
        .collect();
    try_join_all(tasks.into_iter().map(async |task| task.await.expect("no panic")))
        .await
}
