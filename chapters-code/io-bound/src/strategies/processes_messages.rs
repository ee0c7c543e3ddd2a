//! A fixed number of worker processes that are sent one URL at a time.

// ANCHOR: listing
use std::io;
use std::sync::Mutex;
use std::thread;

use anyhow::Result;
use measure::worker::Worker;
use reqwest::blocking::Client;

use crate::fetch;
use crate::join::join_all;
use crate::workload::Workload;

/// Fetches every URL; the next one is sent to a worker process that is free.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    let queue = Mutex::new(workload.urls.iter());
    let take = || queue.lock().expect("no thread panicked").next();
    let drive = || -> Result<u64> {
        let mut worker = Worker::start(WORKER)?;
        let mut bytes = 0;
        while let Some(url) = take() {
            bytes += worker.ask(url)?;
        }
        worker.finish()?;
        Ok(bytes)
    };
    thread::scope(|scope| {
        let drivers: Vec<_> =
            (0..workload.workers).map(|_| scope.spawn(drive)).collect();
        join_all(drivers).into_iter().sum()
    })
}
// ANCHOR_END: listing

/// The helper process that is a worker.
pub const WORKER: &str = "fetch-worker-messages";

// ANCHOR: worker
/// The worker's side: a URL in, a number out, until there are no more.
pub fn worker(_arguments: &[String]) -> Result<()> {
    let client = Client::new();
    for url in io::stdin().lines() {
        println!("{}", fetch::blocking(&client, &url?)?);
    }
    Ok(measure::worker::report()?)
}
// ANCHOR_END: worker
