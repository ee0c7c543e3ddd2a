//! One façade over an event loop, threads that may block, and a CPU pool.

// ANCHOR: listing
use anyhow::Result;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::fetch::{self, fetch};
use crate::workload::Workload;

/// Sends each kind of work to where it belongs, and gives back a handle to await.
struct Facade(Runtime);

impl Facade {
    /// Work that waits, and says so: to the event loop.
    fn waits<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> JoinHandle<T> {
        self.0.spawn(work)
    }

    /// Work that blocks its thread: to a thread that may.
    fn blocks<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> JoinHandle<T> {
        self.0.spawn_blocking(work)
    }

    /// Work that computes: to a pool with a thread for each core.
    fn computes<T: Send + 'static>(
        work: impl FnOnce() -> T + Send + 'static,
    ) -> oneshot::Receiver<T> {
        let (done, result) = oneshot::channel();
        rayon::spawn(move || {
            let _ = done.send(work()); // nobody may be waiting any more
        });
        result
    }
}

/// Fetches every URL at once: every other one by a call that blocks, as if a
/// library offered nothing else. The sum is work for a core.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    let facade = Facade(Builder::new_multi_thread().enable_all().build()?);
    let (client, blocking) = (reqwest::Client::new(), reqwest::blocking::Client::new());
    let handles: Vec<JoinHandle<Result<u64>>> = workload
        .urls
        .iter()
        .enumerate()
        .map(|(number, url)| {
            let (url, client, blocking) =
                (url.clone(), client.clone(), blocking.clone());
            match number % 2 {
                0 => facade.waits(async move { fetch(&client, &url).await }),
                _ => facade.blocks(move || fetch::blocking(&blocking, &url)),
            }
        })
        .collect();
    facade.0.block_on(async {
        let mut lengths = Vec::new();
        for handle in handles {
            lengths.push(handle.await??);
        }
        Ok(Facade::computes(move || lengths.iter().sum()).await?)
    })
}
// ANCHOR_END: listing
