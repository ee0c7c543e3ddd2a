//! The tasks are told to end, and nobody waits until they have.

use exercises::get_async;
use tokio::sync::oneshot::Receiver;
use tokio::task::JoinSet;

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
    loop {
        tokio::select! {
            ended = running.join_next() => match ended {
                Some(ended) => done.extend(ended),
                None => return done,
            },
            _ = &mut stop => break,
        }
    }
    running.abort_all();
    done
}
