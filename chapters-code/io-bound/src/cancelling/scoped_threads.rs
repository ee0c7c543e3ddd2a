//! Threads in a scope.

// ANCHOR: listing
use std::thread;

use anyhow::Result;

use super::requests::Requests;

/// Starts a thread for every URL. The scope ends when all of them have.
pub(super) fn fetch_all(requests: &Requests) -> Result<u64> {
    thread::scope(|scope| {
        let session = requests.blocking();
        let urls = requests.urls.iter();
        let threads: Vec<_> =
            urls.map(|url| scope.spawn(move || session.fetch(url))).collect();
        threads.into_iter().map(measure::join).sum()
    })
}
// ANCHOR_END: listing
