//! One façade over an event loop, threads that may block, and a CPU pool.

// ANCHOR: listing
use anyhow::{Result, ensure};
use futures_util::future::try_join_all;
use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::fetch::{self, fetch};
use crate::primes::count_primes;
use crate::workload::Workload;

/// Work under way, wherever that is. Awaiting it gives what it returns.
type Task<T> = oneshot::Receiver<T>;

/// Sends each kind of work to where it belongs.
struct Facade {
    runtime: Runtime,
    cores: ThreadPool,
}

impl Facade {
    /// To the event loop: work that waits.
    fn wait<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Task<T> {
        let (done, task) = oneshot::channel();
        self.runtime.spawn(async { done.send(work.await) });
        task
    }

    /// To a thread that may block: work that blocks it.
    fn block<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Task<T> {
        let (done, task) = oneshot::channel();
        self.runtime.spawn_blocking(|| done.send(work()));
        task
    }

    /// To a pool with a thread for each core: work that computes.
    fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Task<T> {
        let (done, task) = oneshot::channel();
        self.cores.spawn(|| drop(done.send(work())));
        task
    }
}

/// Fetches every URL at once, half of them by calls that block, and counts primes
/// meanwhile.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    let facade = Facade {
        runtime: Builder::new_multi_thread().enable_all().build()?,
        cores: ThreadPoolBuilder::new().build()?,
    };
    let (client, blocking) = (reqwest::Client::new(), reqwest::blocking::Client::new());
    let primes = facade.compute(|| count_primes(0..10_000));
    let (some, others) = workload.urls.split_at(workload.urls.len() / 2);
    let waiting = some.iter().cloned().map(|url| {
        let client = client.clone();
        facade.wait(async move { fetch(&client, &url).await })
    });
    let blocked = others.iter().cloned().map(|url| {
        let client = blocking.clone();
        facade.block(move || fetch::blocking(&client, &url))
    });
    facade.runtime.block_on(async {
        let lengths = try_join_all(waiting.chain(blocked)).await?;
        ensure!(primes.await? == 1_229, "there are 1,229 primes below 10,000");
        lengths.into_iter().sum()
    })
}
// ANCHOR_END: listing
