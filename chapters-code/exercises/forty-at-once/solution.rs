//! A request in flight costs no core: its thread sleeps in the kernel until the answer is
//! here. So there may be far more threads than cores, and all wait at the same time. Two
//! passes are needed: one that starts the threads, and one that joins them.
//!
//! What else would do: one thread for each request that adds to an `AtomicUsize`, or sends
//! its length through a channel. Beyond some thousands of requests, a pool or async is
//! better: each thread has a stack.

use std::thread;

use exercises::get;

/// How many bytes the pages have together.
pub fn total_length(urls: &[String]) -> usize {
    thread::scope(|scope| {
        let waiting: Vec<_> =
            urls.iter().map(|url| scope.spawn(|| get(url).body.len())).collect();
        waiting.into_iter().map(|thread| thread.join().expect("it answers")).sum()
    })
}
