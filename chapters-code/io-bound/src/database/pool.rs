//! A fixed number of threads with a connection each.

// ANCHOR: listing
use std::sync::Mutex;
use std::thread;

use anyhow::Result;

use super::workload::Workload;
use crate::join::join_all;

/// Asks for every id; at most `connections` queries at once.
pub fn query_all(workload: &Workload) -> Result<u64> {
    let queue = Mutex::new(workload.ids.iter());
    let take = || queue.lock().expect("no worker panicked").next();
    let work = || -> Result<u64> {
        let mut connection = workload.database.connect()?;
        let mut sum = 0;
        while let Some(id) = take() {
            sum += connection.value(*id)?;
        }
        Ok(sum)
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..workload.connections).map(|_| scope.spawn(work)).collect();
        join_all(workers).into_iter().sum()
    })
}
// ANCHOR_END: listing
