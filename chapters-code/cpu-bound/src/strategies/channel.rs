//! A fixed number of threads that are sent the limits over a channel.

// ANCHOR: listing
use std::sync::{Mutex, mpsc};
use std::thread;

use anyhow::Result;
use measure::join;

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// What may wait in the channel: the sender is not far ahead of the workers.
const AHEAD: usize = 1_000;

/// Counts for all limits; a free worker receives the next one.
pub fn count_all(workload: &Workload) -> Result<u64> {
    let (sender, receiver) = mpsc::sync_channel(AHEAD);
    // The standard library's channel has one receiver: the workers share it.
    let receiver = Mutex::new(receiver);
    let receive = || receiver.lock().expect("no worker panicked").recv().ok();
    let work = || {
        let mut primes = 0;
        while let Some(limit) = receive() {
            primes += primes_up_to(limit);
        }
        primes
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..workload.workers).map(|_| scope.spawn(work)).collect();
        for &limit in &workload.limits {
            sender.send(limit)?;
        }
        drop(sender); // the workers' `recv` fails once the channel is empty
        Ok(workers.into_iter().map(join).sum())
    })
}
// ANCHOR_END: listing
