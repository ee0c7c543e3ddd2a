//! A bounded channel makes the faster side wait: that is backpressure. Its room is not all:
//! the thread that waits in `send` has a page in hand, and so has the one that stores. Six
//! and two are eight.
//!
//! What else would do: a room of three to six; a bounded channel of crossbeam or Tokio;
//! a semaphore with eight permits, taken before a page is fetched and given back when it is
//! stored. That one counts what is meant, and not what is in the channel. With large pages
//! of different sizes, count bytes.

use std::sync::mpsc;
use std::thread;

use exercises::stages::Page;

/// Copies all pages.
pub fn copy_all(pages: &[Page]) {
    let (sender, receiver) = mpsc::sync_channel(6);
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
