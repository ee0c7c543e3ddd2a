//! One string for all words of a message, freed by another thread.

// ANCHOR: listing
use std::sync::mpsc;
use std::thread;

use measure::join;

use super::load::Load;

/// Counts the characters of all words. Of each pair of threads one gathers some lines
/// at a time into one string, and the other finds the words in it.
pub(super) fn count(load: &Load) -> u64 {
    load.on_threads(|| {
        let (sender, batches) = mpsc::sync_channel::<String>(16);
        thread::scope(|scope| {
            let counter = scope.spawn(move || {
                let mut characters = 0;
                for text in batches {
                    characters += text.split(' ').map(str::len).sum::<usize>();
                }
                characters as u64
            });
            let mut lines = load.lines().peekable();
            while lines.peek().is_some() {
                let mut text = String::with_capacity(4096);
                for line in lines.by_ref().take(32) {
                    text.extend([line, " "]);
                }
                sender.send(text).expect("the counter waits for more");
            }
            drop(sender); // there are no more
            join(counter)
        })
    })
}
// ANCHOR_END: listing
