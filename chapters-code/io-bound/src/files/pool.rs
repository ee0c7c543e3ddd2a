//! A fixed number of threads that take files from a shared queue.

// ANCHOR: listing
use std::fs;
use std::sync::Mutex;
use std::thread;

use anyhow::Result;

use super::content::checksum;
use super::workload::Files;
use crate::join::join_all;

/// Reads every file; at most `workers` at once.
pub fn read_all(files: &Files) -> Result<u64> {
    let queue = Mutex::new(files.paths.iter());
    // The lock is held to take a path, not to read the file.
    let take = || queue.lock().expect("no worker panicked").next();
    let work = || -> Result<u64> {
        let mut sum = 0;
        while let Some(path) = take() {
            sum += checksum(&fs::read(path)?);
        }
        Ok(sum)
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..files.workers).map(|_| scope.spawn(work)).collect();
        join_all(workers).into_iter().sum()
    })
}
// ANCHOR_END: listing
