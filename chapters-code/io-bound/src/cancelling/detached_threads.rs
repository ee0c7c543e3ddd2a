//! Threads that nobody waits for.

// ANCHOR: listing
use std::sync::mpsc;
use std::thread;

use anyhow::Result;

use super::requests::Requests;

/// Starts a thread for every URL, and takes what they send until one has failed.
pub(super) fn fetch_all(requests: &Requests) -> Result<u64> {
    let (sender, receiver) = mpsc::channel();
    for url in requests.urls.clone() {
        let (session, sender) = (requests.blocking().clone(), sender.clone());
        thread::spawn(move || sender.send(session.fetch(&url)));
    }
    drop(sender);
    receiver.iter().sum()
}
// ANCHOR_END: listing
