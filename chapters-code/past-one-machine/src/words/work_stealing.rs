//! A table for each core's share of the pages, and then the tables into one.

// ANCHOR: listing
use std::collections::HashMap;

use rayon::prelude::*;

use super::sequential::counts;
use super::text::Pages;

/// Counts each word, on all cores.
pub fn count(pages: &Pages) -> u64 {
    let share = pages.texts.len().div_ceil(rayon::current_num_threads());
    let tables = pages.texts.par_chunks(share).map(|texts| counts(texts.iter()));
    let counts = tables.reduce(HashMap::new, |one, other| {
        let (mut into, from) =
            if one.len() < other.len() { (other, one) } else { (one, other) };
        for (word, count) in from {
            *into.entry(word).or_default() += count;
        }
        into
    });
    counts.values().map(|count| count * count).sum()
}
// ANCHOR_END: listing
