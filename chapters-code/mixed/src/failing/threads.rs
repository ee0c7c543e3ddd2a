//! Threads that go on after an error.

use std::sync::{Condvar, Mutex};
use std::thread;

use reqwest::blocking::Client;

use super::pages::Found;
use crate::workload::Crawl;

// ANCHOR: listing
/// Who has fetched a page says so, whatever came of it.
pub(super) fn crawl(crawl: &Crawl<Client>) -> Found {
    let (known, changed) =
        (Mutex::new((crawl.frontier(), Found::default())), Condvar::new());
    let lock = || known.lock().expect("no thread panicked");
    let take = || {
        let known = changed.wait_while(lock(), |(known, _)| known.is_empty_for_now());
        known.expect("no thread panicked").0.take()
    };
    let work = || {
        while let Some(url) = take() {
            let page = crawl.session.fetch(&url);
            let page = page.map(|html| crawl.parser.parse(&url, &html));
            let (frontier, found) = &mut *lock();
            found.note(url, &page);
            frontier.add(page);
            changed.notify_all();
        }
    };
    thread::scope(|scope| (0..crawl.limit).for_each(|_| drop(scope.spawn(work))));
    known.into_inner().expect("no thread panicked").1
}
// ANCHOR_END: listing
