//! What becomes of a crawl that nobody waits for any more.

use std::sync::atomic::Ordering::Relaxed;
use std::thread;
use std::time::Duration;

use anyhow::Result;
use mixed::frontier::Report;
use mixed::site::{Site, server};
use mixed::strategies::{async_one_thread, async_rayon, async_threads};
use mixed::workload::Crawl;
use record::{Setting, Settings};
use reqwest::Client;
use tokio::runtime::Builder;
use tokio::time::timeout;

const LIMIT: u64 = 4;

/// Drops a crawl half way, and says how many pages the server was asked for by then, and
/// how many once the runtime had run on for longer than any page takes.
fn asked_for(
    crawling: impl AsyncFnOnce(&Crawl<Client>) -> Result<Report>,
) -> (u64, u64) {
    let latency = Duration::from_millis(20);
    let site = Site { pages: 400, links: 20, words: 50, latency };
    let server = server::open(&site).expect("it listens");
    let counts = [("limit", LIMIT), ("room", 2)];
    let mut settings: Settings = counts
        .map(|(name, count)| (name.to_owned(), Setting::Count(count)))
        .into_iter()
        .collect();
    settings.set("site", Setting::Text(server.base));
    let crawl = Crawl::prepare(&settings).expect("complete");
    let runtime = Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let ended = timeout(latency * 10, crawling(&crawl)).await;
        assert!(ended.is_err(), "it ended before it was dropped");
    });
    // What the runtime had just sent may have been on its way.
    thread::sleep(latency / 2);
    let by_then = server.asked.load(Relaxed);
    thread::sleep(latency * 10);
    (by_then, server.asked.load(Relaxed))
}

#[test]
fn a_crawl_that_is_dropped_asks_for_nothing_more() {
    for (by_then, at_last) in [
        asked_for(async_one_thread::crawl),
        asked_for(async_threads::crawl),
        asked_for(async_rayon::crawl),
    ] {
        assert!(by_then > 0 && by_then < 400, "{by_then}");
        assert_eq!(by_then, at_last);
    }
}
