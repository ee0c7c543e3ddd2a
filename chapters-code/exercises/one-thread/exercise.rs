//! # One thread is enough
//!
//! The same forty pages, with async, and the loop is still a loop: each page is awaited
//! before the next is asked for. Let all forty be in flight at once, and stay on the one
//! thread of the runtime: no thread may be started. The answer stays the same.

use exercises::get_async;

/// How many bytes the pages have together.
pub async fn total_length(urls: &[String]) -> usize {
    let mut total = 0;
    for url in urls {
        total += get_async(url).await.body.len();
    }
    total
}
