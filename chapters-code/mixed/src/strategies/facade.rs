//! One façade over an event loop and a CPU pool, with work for both.

// ANCHOR: listing
use anyhow::Result;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use rayon::{ThreadPool, ThreadPoolBuilder};
use reqwest::Client;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::frontier::Report;
use crate::workload::Crawl;

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

/// Lets the façade fetch each page, and then parse it.
pub fn crawl(crawl: &Crawl<Client>) -> Result<Report> {
    let facade = &Facade {
        runtime: Builder::new_multi_thread().enable_all().build()?,
        cores: ThreadPoolBuilder::new().build()?,
    };
    facade.runtime.block_on(async {
        let (mut frontier, mut under_way) =
            (crawl.frontier().at_most(crawl.limit), FuturesUnordered::new());
        loop {
            while let Some(url) = frontier.take() {
                let (session, parser) = (crawl.session.clone(), crawl.parser);
                let asked = url.clone();
                under_way.push(async move {
                    let fetching = async move { session.fetch(&asked).await };
                    let page = facade.wait(fetching).await?;
                    let parsing = move || page.map(|html| parser.parse(&url, &html));
                    anyhow::Ok(facade.compute(parsing).await?)
                });
            }
            match under_way.next().await {
                Some(page) => frontier.add(page?),
                None => return Ok(frontier.report),
            }
        }
    })
}
// ANCHOR_END: listing
