//! # Count, then send
//!
//! The words of many pages are to be counted. Each worker has some of the pages, and is a
//! process of its own. First each sends what it has seen, then each adds up what it was sent.
//! Here a worker sends a message for each word, and all of them to worker 0, which has all of
//! the adding to do.
//!
//! Let a worker send at most as many messages as it has seen *different* words. And let all
//! workers add up, each about as many words as the others: what is said of one word has to
//! come together at one of them, and the word itself decides at which. It is checked with 1,
//! 2, 3 and 5 workers.

use std::collections::HashMap;

use exercises::network::Worker;

/// Sends what this worker has seen on its pages: words, and how often.
pub fn send_counts(worker: &Worker<(String, u64)>, pages: &[String]) {
    for page in pages {
        for word in page.split_whitespace() {
            worker.send(0, (word.to_owned(), 1));
        }
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
