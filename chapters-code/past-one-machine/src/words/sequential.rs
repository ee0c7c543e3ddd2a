//! One page after another into one table.

// ANCHOR: listing
use std::collections::HashMap;

use super::text::Pages;

/// Counts each word. The answer is the sum of the squares of the counts: if a word were
/// counted in two places, it would be smaller.
pub fn count(pages: &Pages) -> u64 {
    counts(pages.texts.iter()).values().map(|count| count * count).sum()
}

/// How often each word is in these texts.
pub fn counts<'a>(texts: impl Iterator<Item = &'a String>) -> HashMap<&'a str, u64> {
    let mut counts = HashMap::new();
    for word in texts.flat_map(|text| text.split_ascii_whitespace()) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}
// ANCHOR_END: listing
