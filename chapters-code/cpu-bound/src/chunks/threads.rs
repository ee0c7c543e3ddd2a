//! Threads that take the next chunk when they are done with one.

// ANCHOR: listing
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use measure::join;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for all limits; a free worker takes the next chunk.
pub(super) fn count_all(workload: &Workload, chunk: usize) -> u64 {
    let limits = &workload.limits;
    let next = AtomicUsize::new(0);
    // No two workers get the same number, and so none gets another's chunk.
    let take = || {
        let first = next.fetch_add(chunk, Relaxed);
        limits.get(first..limits.len().min(first + chunk))
    };
    let work = || {
        let mut primes = 0;
        while let Some(chunk) = take() {
            primes += chunk.iter().map(|&limit| primes_up_to(limit)).sum::<u64>();
        }
        primes
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..workload.workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_in_one_chunk_however_large_the_chunks_are() {
        let workload = Workload { limits: vec![10; 10], workers: 3 };
        for chunk in [1, 3, 5, 10, 100] {
            assert_eq!(count_all(&workload, chunk), 40, "{chunk}");
        }
    }
}
