//! Tasks that send what they have through a channel, and that nobody holds on to.

use exercises::get_async;
use tokio::sync::mpsc;
use tokio::sync::oneshot::Receiver;

/// Asks for all pages, until it is told to stop. Returns the URLs of those that came.
pub async fn fetch_until(urls: &[String], mut stop: Receiver<()>) -> Vec<String> {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    for url in urls.iter().cloned() {
        let sender = sender.clone();
        tokio::spawn(async move {
            get_async(&url).await;
            let _ = sender.send(url);
        });
    }
    drop(sender);
    let mut done = Vec::new();
    loop {
        tokio::select! {
            url = receiver.recv() => match url {
                Some(url) => done.push(url),
                None => return done,
            },
            _ = &mut stop => return done,
        }
    }
}
