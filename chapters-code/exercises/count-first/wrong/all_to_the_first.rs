//! Counted first, and then all of it goes to one worker.

use std::collections::HashMap;

use exercises::network::Worker;

/// Sends what this worker has seen on its pages: words, and how often.
pub fn send_counts(worker: &Worker<(String, u64)>, pages: &[String]) {
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for word in pages.iter().flat_map(|page| page.split_whitespace()) {
        *counts.entry(word).or_default() += 1;
    }
    for (word, count) in counts {
        worker.send(0, (word.to_owned(), count));
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
