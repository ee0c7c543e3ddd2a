//! At once, but each in a thread of the pool for blocking calls.

use exercises::get;
use tokio::task::JoinSet;

/// How many bytes the pages have together.
pub async fn total_length(urls: &[String]) -> usize {
    let mut waiting = JoinSet::new();
    for url in urls.iter().cloned() {
        waiting.spawn_blocking(move || get(&url).body.len());
    }
    waiting.join_all().await.iter().sum()
}
