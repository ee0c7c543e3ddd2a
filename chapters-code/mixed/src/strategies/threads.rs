//! Threads of which each fetches a page and parses it.

// ANCHOR: listing
use std::sync::{Condvar, Mutex};
use std::thread;

use reqwest::blocking::Client;

use crate::frontier::Report;
use crate::workload::Crawl;

/// Fetches and parses with `limit` threads.
pub fn crawl(crawl: &Crawl<Client>) -> Report {
    let (frontier, changed) = (Mutex::new(crawl.frontier()), Condvar::new());
    let lock = || frontier.lock().expect("no thread panicked");
    // A thread that finds nothing to fetch waits: another's page may bring links.
    let take = || {
        changed
            .wait_while(lock(), |frontier| frontier.is_empty_for_now())
            .expect("no thread panicked")
            .take()
    };
    let work = || {
        while let Some(url) = take() {
            let page = crawl.session.fetch(&url);
            let page = page.map(|html| crawl.parser.parse(&url, &html));
            lock().add(page);
            changed.notify_all();
        }
    };
    thread::scope(|scope| (0..crawl.limit).for_each(|_| drop(scope.spawn(work))));
    let frontier = lock();
    frontier.report.clone()
}
// ANCHOR_END: listing
