//! # Not too far ahead
//!
//! One thread fetches pages, another stores them, and a channel is between them. The store
//! is slow. Here it does not answer at all for a while: all pages are fetched meanwhile, and
//! pile up in memory.
//!
//! Let at most eight pages be fetched and not yet stored. While there are pages left, let it
//! never be fewer than five, so that neither thread has to wait for the other without need.
//! Count all of them, wherever they are.

use std::sync::mpsc;
use std::thread;

use exercises::stages::Page;

/// Copies all pages.
pub fn copy_all(pages: &[Page]) {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            for page in pages {
                let text = page.fetch();
                sender.send((page, text)).expect("the store takes all");
            }
        });
        for (page, text) in receiver {
            page.store(&text);
        }
    });
}
