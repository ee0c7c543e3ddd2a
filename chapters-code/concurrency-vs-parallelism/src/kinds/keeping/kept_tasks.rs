//! Async tasks, on one thread.

// ANCHOR: listing
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use anyhow::Result;
use tokio::runtime::Builder;
use tokio::sync::Semaphore;

/// Keeps so many tasks waiting, looks, lets them go, and counts them.
pub(super) fn keep(tasks: u64, mut look: impl FnMut()) -> Result<u64> {
    let gate = Arc::new((Semaphore::new(0), AtomicU64::new(0)));
    let unit = async |gate: Arc<(Semaphore, AtomicU64)>| {
        gate.1.fetch_add(1, SeqCst);
        let _ = gate.0.acquire().await; // waits here
        1
    };
    Builder::new_current_thread().build()?.block_on(async {
        let units: Vec<_> =
            (0..tasks).map(|_| tokio::spawn(unit(gate.clone()))).collect();
        while gate.1.load(SeqCst) < tasks {
            tokio::task::yield_now().await;
        }
        look();
        gate.0.close();
        let mut ended = 0;
        for unit in units {
            ended += unit.await?;
        }
        Ok(ended)
    })
}
// ANCHOR_END: listing
