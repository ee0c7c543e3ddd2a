//! Each word a string of its own, freed by the thread that made it.

// ANCHOR: listing
use super::load::Load;

/// Counts the characters of all words, on all threads.
pub(super) fn count(load: &Load) -> u64 {
    load.on_threads(|| {
        let mut characters = 0;
        for line in load.lines() {
            let words: Vec<String> = line.split(' ').map(String::from).collect();
            characters += words.iter().map(String::len).sum::<usize>();
        }
        characters as u64
    })
}
// ANCHOR_END: listing
