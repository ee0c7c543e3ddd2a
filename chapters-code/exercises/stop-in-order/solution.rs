//! `abort_all` only asks: a task ends, and drops its connection, when the runtime polls it
//! the next time. `join_next` waits for that. And a task that was done before keeps its
//! result, which is why the results are collected once more.
//!
//! What else would do: no tasks at all, but a `FuturesUnordered` in this function: its
//! futures, and their connections, are dropped with it. Or a `CancellationToken` of
//! tokio-util, which each task listens to itself, where a task has to tidy up before it ends.

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
    while let Some(ended) = running.join_next().await {
        done.extend(ended);
    }
    done
}
