//! All or nothing: what is dropped at the stop has the results that were there.

use exercises::get_async;
use futures_util::future::join_all;
use tokio::sync::oneshot::Receiver;

/// Asks for all pages, until it is told to stop. Returns the URLs of those that came.
pub async fn fetch_until(urls: &[String], stop: Receiver<()>) -> Vec<String> {
    let all = join_all(urls.iter().map(async |url| {
        get_async(url).await;
        url.clone()
    }));
    tokio::select! {
        done = all => done,
        _ = stop => Vec::new(),
    }
}
