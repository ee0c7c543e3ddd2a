//! One page, in the two ways that Rust has: the calling thread blocks, or the calling task is
//! suspended.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use measure::trace::{self, Mark};
use reqwest::Result;

/// What fetches, blocking or async. Clones share its connections.
#[derive(Clone, Default)]
pub struct Session<Client> {
    client: Client,
    spent_ns: Arc<AtomicU64>,
}

// ANCHOR: fetch
impl Session<reqwest::blocking::Client> {
    /// Fetches a page. The thread waits.
    pub fn fetch(&self, url: &str) -> Result<String> {
        let _waiting = self.waiting(url);
        self.client.get(url).send()?.error_for_status()?.text()
    }
}

impl Session<reqwest::Client> {
    /// Fetches a page. The task waits.
    pub async fn fetch(&self, url: &str) -> Result<String> {
        let _waiting = self.waiting(url);
        self.client.get(url).send().await?.error_for_status()?.text().await
    }
}
// ANCHOR_END: fetch

impl<Client> Session<Client> {
    /// How long all fetches took that have ended, added up: from when each was begun until its
    /// last byte was taken.
    pub fn spent(&self) -> Duration {
        Duration::from_nanos(self.spent_ns.load(Relaxed))
    }

    fn waiting(&self, url: &str) -> Waiting<'_> {
        Waiting {
            began: Instant::now(),
            spent_ns: &self.spent_ns,
            _mark: trace::waiting(url),
        }
    }
}

/// A fetch: it lasts until this is dropped.
struct Waiting<'a> {
    began: Instant,
    spent_ns: &'a AtomicU64,
    _mark: Mark,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.spent_ns.fetch_add(self.began.elapsed().as_nanos() as u64, Relaxed);
    }
}
