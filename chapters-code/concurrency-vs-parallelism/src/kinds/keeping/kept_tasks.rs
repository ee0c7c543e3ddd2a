//! Async tasks, on one thread.

// ANCHOR: listing
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use anyhow::Result;
use tokio::runtime::Builder;
use tokio::sync::Semaphore;
use tokio::task::yield_now;

/// Where the tasks wait, and how many of them are there.
struct Gate {
    open: Semaphore,
    there: AtomicU64,
}

/// Keeps this many tasks waiting, looks, lets them go, and counts them.
pub(super) fn keep(tasks: u64, look: impl FnOnce()) -> Result<u64> {
    let gate = Arc::new(Gate { open: Semaphore::new(0), there: AtomicU64::new(0) });
    let unit = async |gate: Arc<Gate>| {
        gate.there.fetch_add(1, Relaxed);
        let _ = gate.open.acquire().await; // waits here
        1
    };
    Builder::new_current_thread().build()?.block_on(async {
        let units: Vec<_> =
            (0..tasks).map(|_| tokio::spawn(unit(gate.clone()))).collect();
        while gate.there.load(Relaxed) < tasks {
            yield_now().await;
        }
        look();
        gate.open.close();
        let mut ended = 0;
        for unit in units {
            ended += unit.await?;
        }
        Ok(ended)
    })
}
// ANCHOR_END: listing
