//! The failure is remembered, and all others are joined before it is returned.

use exercises::{Reply, get_async};
use tokio::task::JoinSet;

fn length(reply: &Reply) -> Result<usize, u16> {
    if reply.status == 200 { Ok(reply.body.len()) } else { Err(reply.status) }
}

/// The length of each page, or the status of the first that fails.
pub async fn lengths(urls: &[String]) -> Result<Vec<usize>, u16> {
    let mut tasks = JoinSet::new();
    for (place, url) in urls.iter().cloned().enumerate() {
        tasks.spawn(async move { (place, length(&get_async(&url).await)) });
    }
    let (mut lengths, mut failure) = (vec![0; urls.len()], None);
    while let Some(joined) = tasks.join_next().await {
        match joined.expect("no task panics") {
            (place, Ok(length)) => lengths[place] = length,
            (_, Err(status)) => failure = failure.or(Some(status)),
        }
    }
    failure.map_or(Ok(lengths), Err)
}
