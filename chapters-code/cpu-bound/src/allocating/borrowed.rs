//! Words that stay in their line, and one vector for those of every line.

// ANCHOR: listing
use super::load::Load;

/// Counts the characters of all words, on all threads.
pub(super) fn count(load: &Load) -> u64 {
    load.on_threads(|| {
        let mut characters = 0;
        let mut words: Vec<&str> = Vec::new();
        for line in load.lines() {
            words.clear(); // it keeps its memory
            words.extend(line.split(' '));
            characters += words.iter().map(|word| word.len()).sum::<usize>();
        }
        characters as u64
    })
}
// ANCHOR_END: listing
