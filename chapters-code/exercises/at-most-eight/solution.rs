//! `buffer_unordered` holds up to eight futures. Whenever one of them is ready, its result
//! is passed on and the next URL becomes a future. None of the eight waits for another.
//!
//! What else would do: `join_all`, with a `Semaphore` of eight permits, where each future
//! keeps its permit until its page is here; a `JoinSet` to which a task is added for each
//! that ends; or eight tasks that take the next URL from one shared iterator.

use exercises::get_async;
use futures_util::{StreamExt as _, stream};

/// How many bytes the pages have together.
pub async fn total_length(urls: &[String]) -> usize {
    stream::iter(urls)
        .map(async |url| get_async(url).await.body.len())
        .buffer_unordered(8)
        .fold(0, async |total, length| total + length)
        .await
}
