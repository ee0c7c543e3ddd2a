//! Computing handed off from async to a pool with a thread for each core.

// ANCHOR: listing
use anyhow::Result;
use tokio::runtime::Builder;
use tokio::sync::oneshot::{self, Receiver};

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Sends work to Rayon's pool. What comes back can be awaited.
fn computes<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Receiver<T> {
    let (done, result) = oneshot::channel();
    rayon::spawn(move || {
        let _ = done.send(work()); // nobody may be waiting any more
    });
    result
}

/// Counts for all limits on Rayon's pool, and awaits the counts on one thread.
pub fn count_all(workload: &Workload) -> Result<u64> {
    let runtime = Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let counts: Vec<_> = workload
            .limits
            .iter()
            .map(|&limit| computes(move || primes_up_to(limit)))
            .collect();
        let mut primes = 0;
        for count in counts {
            primes += count.await?;
        }
        Ok(primes)
    })
}
// ANCHOR_END: listing
