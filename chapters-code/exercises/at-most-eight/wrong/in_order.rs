//! `buffered` gives the results in the order of the URLs: pages that are here early wait
//! for an earlier one, and keep its place meanwhile.

use exercises::get_async;
use futures_util::{StreamExt as _, stream};

/// How many bytes the pages have together.
pub async fn total_length(urls: &[String]) -> usize {
    stream::iter(urls)
        .map(async |url| get_async(url).await.body.len())
        .buffered(8)
        .fold(0, async |total, length| total + length)
        .await
}
