//! Whether the stop has come, and whether a page has, is asked again and again.

use exercises::get_async;
use tokio::sync::oneshot::Receiver;
use tokio::task::{self, JoinSet};

/// Asks for all pages, until it is told to stop. Returns the URLs of those that came.
pub async fn fetch_until(urls: &[String], mut stop: Receiver<()>) -> Vec<String> {
    let mut running = JoinSet::new();
    for url in urls.iter().cloned() {
        running.spawn(async move {
            get_async(&url).await;
            url
        });
    }
    let mut done = Vec::new();
    while stop.try_recv().is_err() && !running.is_empty() {
        while let Some(ended) = running.try_join_next() {
            done.extend(ended);
        }
        task::yield_now().await;
    }
    running.shutdown().await;
    done
}
