//! The hash of a `HashMap`: its keys are random in each process.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use exercises::network::Worker;

/// Sends what this worker has seen on its pages: words, and how often.
pub fn send_counts(worker: &Worker<(String, u64)>, pages: &[String]) {
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for word in pages.iter().flat_map(|page| page.split_whitespace()) {
        *counts.entry(word).or_default() += 1;
    }
    let hashes = RandomState::new();
    for (word, count) in counts {
        let place = hashes.hash_one(word) % worker.peers() as u64;
        worker.send(place as usize, (word.to_owned(), count));
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
