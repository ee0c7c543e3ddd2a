//! # At most eight
//!
//! A hundred pages, all asked for at once: more than the server wants. Let at most eight
//! requests be in flight, and always eight while there are pages left: as soon as any of
//! the eight is answered, another takes its place. It stays async, and the answer stays the
//! same.

use exercises::get_async;
use futures_util::future::join_all;

/// How many bytes the pages have together.
pub async fn total_length(urls: &[String]) -> usize {
    let replies = join_all(urls.iter().map(|url| get_async(url))).await;
    replies.iter().map(|reply| reply.body.len()).sum()
}
