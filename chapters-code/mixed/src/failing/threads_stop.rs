//! Threads of which each ends with its first error.

use std::sync::{Condvar, Mutex};
use std::thread;

use anyhow::Result;
use measure::join;
use reqwest::blocking::Client;

use super::pages::Found;
use crate::workload::Crawl;

/// One thread returns its error. For the others, its page is still under way.
pub(super) fn crawl(crawl: &Crawl<Client>) -> Result<Found> {
    let (known, changed) =
        (Mutex::new((crawl.frontier(), Found::default())), Condvar::new());
    let lock = || known.lock().expect("no thread panicked");
    let take = || {
        let known = changed.wait_while(lock(), |(known, _)| known.is_empty_for_now());
        known.expect("no thread panicked").0.take()
    };
    // ANCHOR: listing
    let work = || -> Result<()> {
        while let Some(url) = take() {
            let html = crawl.session.fetch(&url)?; // returns, and tells nobody
            let page = Ok(crawl.parser.parse(&url, &html));
            let (frontier, found) = &mut *lock();
            found.note(url, &page);
            frontier.add(page);
            changed.notify_all();
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..crawl.limit).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(join)
    })?;
    // ANCHOR_END: listing
    Ok(known.into_inner().expect("no thread panicked").1)
}
