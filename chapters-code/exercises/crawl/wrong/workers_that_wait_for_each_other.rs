//! Four workers at a channel. Each keeps a sender for the links that it finds, so that the
//! channel never closes: at the end, all four wait for what none of them will send.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use exercises::links::links;
use tokio::sync::{Mutex as AsyncMutex, mpsc};
use tokio::task::JoinSet;

/// How many pages can be reached from this one, itself included.
pub async fn crawl(start: String) -> usize {
    let known = Arc::new(Mutex::new(HashSet::from([start.clone()])));
    let (sender, receiver) = mpsc::unbounded_channel();
    sender.send(start).expect("the receiver is there");
    let receiver = Arc::new(AsyncMutex::new(receiver));
    let mut workers = JoinSet::new();
    for _ in 0..4 {
        let (known, sender) = (Arc::clone(&known), sender.clone());
        let receiver = Arc::clone(&receiver);
        workers.spawn(async move {
            loop {
                let next = receiver.lock().await.recv().await;
                let Some(url) = next else { return };
                for link in links(&url).await {
                    if known.lock().expect("no panic").insert(link.clone()) {
                        sender.send(link).expect("the receiver is there");
                    }
                }
            }
        });
    }
    drop(sender);
    workers.join_all().await;
    let known = known.lock().expect("no panic");
    known.len()
}
