//! A thread that puts into a queue what it will take out of it.

use std::collections::VecDeque;
use std::sync::mpsc;

// ANCHOR: listing
/// Hangs: the queue is full, and who would take from it waits to put something in.
pub(super) fn bounded() -> u64 {
    let (sender, receiver) = mpsc::sync_channel(4);
    sender.send(FRONT).expect("it is ours");
    let (mut expected, mut pages) = (1, 0);
    while pages < expected {
        let page = receiver.recv().expect("it is ours");
        pages += 1;
        for link in links(page) {
            sender.send(link).expect("it is ours");
            expected += 1;
        }
    }
    pages
}

/// Ends: the queue grows as it has to.
pub(super) fn growing() -> u64 {
    let mut queue = VecDeque::from([FRONT]);
    let mut pages = 0;
    while let Some(page) = queue.pop_front() {
        pages += 1;
        queue.extend(links(page));
    }
    pages
}
// ANCHOR_END: listing

/// The page to begin with. A page is its height above those without a link.
const FRONT: u32 = 4;

/// How many pages there are: each has two links.
pub(super) const PAGES: u64 = 31;

/// The links of a page.
fn links(page: u32) -> impl Iterator<Item = u32> {
    (0..2).filter_map(move |_| page.checked_sub(1))
}
