//! The first failure ends all, and the lengths are in the order in which they came.

use exercises::{Reply, get_async};
use futures_util::stream::{FuturesUnordered, TryStreamExt};

fn length(reply: &Reply) -> Result<usize, u16> {
    if reply.status == 200 { Ok(reply.body.len()) } else { Err(reply.status) }
}

/// The length of each page, or the status of the first that fails.
pub async fn lengths(urls: &[String]) -> Result<Vec<usize>, u16> {
    let requests: FuturesUnordered<_> =
        urls.iter().map(async |url| length(&get_async(url).await)).collect();
    requests.try_collect().await
}
