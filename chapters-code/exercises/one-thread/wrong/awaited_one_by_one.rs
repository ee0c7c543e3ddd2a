//! All futures are made first, and then awaited one by one. A future that nobody polls
//! has not begun.

use exercises::get_async;

/// How many bytes the pages have together.
pub async fn total_length(urls: &[String]) -> usize {
    let futures: Vec<_> = urls.iter().map(|url| get_async(url)).collect();
    let mut total = 0;
    for future in futures {
        total += future.await.body.len();
    }
    total
}
