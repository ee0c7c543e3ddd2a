//! Counted first, what is sent grows with the different words and not with all of them. That
//! is what MapReduce calls a combiner. It is right because a sum of sums is the sum: for a
//! median it would not be.
//!
//! The hash of a word needs no table of who has which word, and divides the adding. All
//! processes have to agree on it. `DefaultHasher::new()` has the same keys each time; it may
//! change from one version of Rust to another, so that all must run the same build.
//!
//! What else would do: any hash that is written down, such as FNV. Ranges of the alphabet do,
//! if somebody knows the words beforehand. With few words and many workers, let one of them
//! have all: a shuffle pays where the result is large.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use exercises::network::Worker;

/// The worker at which all that is said of a word comes together.
fn place(word: &str, peers: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    (hasher.finish() % peers as u64) as usize
}

/// Sends what this worker has seen on its pages: words, and how often.
pub fn send_counts(worker: &Worker<(String, u64)>, pages: &[String]) {
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for word in pages.iter().flat_map(|page| page.split_whitespace()) {
        *counts.entry(word).or_default() += 1;
    }
    for (word, count) in counts {
        worker.send(place(word, worker.peers()), (word.to_owned(), count));
    }
}

/// What all workers have seen of the words that come to this one.
pub fn add_up(worker: &Worker<(String, u64)>) -> HashMap<String, u64> {
    let mut totals = HashMap::new();
    while let Some((word, count)) = worker.receive() {
        *totals.entry(word).or_default() += count;
    }
    totals
}
