//! A fixed number of worker processes, which are sent batches of limits.

// ANCHOR: listing
use std::io;
use std::sync::Mutex;
use std::thread;

use anyhow::Result;
use measure::join;
use measure::worker::Worker;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for all limits; a free worker process is sent the next batch.
pub fn count_all(workload: &Workload) -> Result<u64> {
    // As Python's `Pool.map` divides: four batches for each worker.
    count_in_batches(workload, workload.limits.len().div_ceil(4 * workload.workers))
}

/// The same with this many limits in a batch.
pub fn count_in_batches(workload: &Workload, batch: usize) -> Result<u64> {
    let batches = Mutex::new(workload.limits.chunks(batch));
    let take = || batches.lock().expect("no thread panicked").next();
    // A thread for each worker process, to wait for its answers.
    let drive = || -> Result<u64> {
        let mut worker = Worker::start(WORKER)?;
        let mut primes = 0;
        while let Some(limits) = take() {
            let limits: Vec<_> = limits.iter().map(usize::to_string).collect();
            primes += worker.ask(&limits.join(" "))?;
        }
        worker.finish()?;
        Ok(primes)
    };
    thread::scope(|scope| {
        let drivers: Vec<_> =
            (0..workload.workers).map(|_| scope.spawn(drive)).collect();
        drivers.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing

/// The helper process that is a worker.
pub const WORKER: &str = "sieve-worker";

// ANCHOR: worker
/// The worker's side: a line of limits in, a number out, until there are no more.
pub fn worker(_arguments: &[String]) -> Result<()> {
    for batch in io::stdin().lines() {
        let mut primes = 0;
        for limit in batch?.split_whitespace() {
            primes += primes_up_to(limit.parse()?);
        }
        println!("{primes}");
    }
    Ok(measure::worker::report()?)
}
// ANCHOR_END: worker
