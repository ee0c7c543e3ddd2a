//! Threads that take the next chunk when they are done with one.

// ANCHOR: listing
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use super::chunked::Chunked;
use crate::sieve::primes_up_to;

/// Counts up to every limit; a free thread takes the next chunk.
pub(super) fn count_all(work: &Chunked) -> u64 {
    let taken = AtomicUsize::new(0);
    // No two threads are told the same number, and so none gets another's chunk.
    let take = || work.limits.chunks(work.chunk).nth(taken.fetch_add(1, Relaxed));
    let count = || {
        let mut found = 0;
        while let Some(chunk) = take() {
            found += chunk.iter().map(|limit| primes_up_to(*limit)).sum::<u64>();
        }
        found
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..work.workers).map(|_| scope.spawn(count)).collect();
        workers.into_iter().map(|worker| worker.join().expect("it did not panic")).sum()
    })
}
// ANCHOR_END: listing
