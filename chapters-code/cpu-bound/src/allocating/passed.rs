//! Each word a string of its own, freed by another thread than the one that made it.

// ANCHOR: listing
use std::sync::mpsc;
use std::thread;

use measure::join;

use super::load::Load;

/// Counts the characters of all words. Of each pair of threads one makes the words of
/// some lines at a time, and the other counts and frees them.
pub(super) fn count(load: &Load) -> u64 {
    load.on_threads(|| {
        let (sender, batches) = mpsc::sync_channel::<Vec<String>>(16);
        thread::scope(|scope| {
            let counter = scope.spawn(move || {
                let mut characters = 0;
                for words in batches {
                    characters += words.iter().map(String::len).sum::<usize>();
                }
                characters as u64
            });
            let mut lines = load.lines().peekable();
            while lines.peek().is_some() {
                let some = lines.by_ref().take(32);
                let words = some.flat_map(|line| line.split(' ')).map(String::from);
                sender.send(words.collect()).expect("the counter waits for more");
            }
            drop(sender); // there are no more
            join(counter)
        })
    })
}
// ANCHOR_END: listing
