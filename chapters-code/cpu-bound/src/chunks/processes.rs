//! Worker processes that are sent a chunk at a time.

// ANCHOR: listing
use std::io;
use std::sync::Mutex;
use std::thread;

use anyhow::Result;
use measure::worker::Worker;

use super::chunked::Chunked;
use crate::sieve::primes_up_to;

/// Counts up to every limit; a free worker process is sent the next chunk.
pub(super) fn count_all(work: &Chunked) -> Result<u64> {
    let chunks = Mutex::new(work.limits.chunks(work.chunk));
    let take = || chunks.lock().expect("no thread panicked").next();
    let drive = || -> Result<u64> {
        let mut worker = Worker::start(WORKER)?;
        let mut found = 0;
        while let Some(chunk) = take() {
            let limits: Vec<_> = chunk.iter().map(usize::to_string).collect();
            found += worker.ask(&limits.join(" "))?;
        }
        worker.finish()?;
        Ok(found)
    };
    thread::scope(|scope| {
        let drivers: Vec<_> = (0..work.workers).map(|_| scope.spawn(drive)).collect();
        drivers.into_iter().map(|driver| driver.join().expect("it did not panic")).sum()
    })
}
// ANCHOR_END: listing

/// The helper process that is a worker.
pub const WORKER: &str = "count-worker-chunks";

// ANCHOR: worker
/// The worker's side: limits in, a count out, a line each, until there are no more.
pub fn worker(_arguments: &[String]) -> Result<()> {
    for chunk in io::stdin().lines() {
        let mut found = 0;
        for limit in chunk?.split_whitespace() {
            found += primes_up_to(limit.parse()?);
        }
        println!("{found}");
    }
    Ok(measure::worker::report()?)
}
// ANCHOR_END: worker
