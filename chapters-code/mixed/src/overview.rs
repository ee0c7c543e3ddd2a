//! The experiment that the chapter begins with: a crawler, which waits for pages and parses
//! them, in several ways.

use anyhow::Result;
use measure::{Answer, Experiment, Strategy};
use reqwest::{Client, blocking};
use tokio::runtime::Builder;

use crate::frontier::Report;
use crate::site::server;
use crate::strategies::{
    async_one_thread, async_rayon, async_threads, facade, sequential, threads,
    two_pools,
};
use crate::workload::{self, Crawl};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "overview",
        baseline: "sequential",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        service: server::start,
        slowest: workload::slowest,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let on_threads =
        |key, label, file, run: fn(&Crawl<blocking::Client>) -> Result<Answer>| {
            Strategy::new(key, label, file, Crawl::prepare, run)
        };
    let awaiting = |key, label, file, run: fn(&Crawl<Client>) -> Result<Answer>| {
        Strategy::new(key, label, file, Crawl::prepare, run)
    };
    let (both, apart) = ("One stage, which does both", "A stage for each");
    vec![
        on_threads(
            "sequential",
            "One after another",
            "src/strategies/sequential.rs",
            |crawl| crawl.answer(sequential::crawl(crawl)),
        )
        .in_group("A loop"),
        on_threads(
            "threads",
            "Threads, each does both",
            "src/strategies/threads.rs",
            |crawl| crawl.answer(threads::crawl(crawl)),
        )
        .in_group(both),
        awaiting(
            "async",
            "Async, one thread does both",
            "src/strategies/async_one_thread.rs",
            |crawl| crawl.answer(on_one_thread(async_one_thread::crawl(crawl))?),
        )
        .in_group(both),
        awaiting(
            "async-threads",
            "Async, a thread per core",
            "src/strategies/async_threads.rs",
            |crawl| crawl.answer(on_a_thread_per_core(async_threads::crawl(crawl))?),
        )
        .in_group(both),
        awaiting(
            "async-rayon",
            "Async fetches, Rayon parses",
            "src/strategies/async_rayon.rs",
            |crawl| crawl.answer(on_one_thread(async_rayon::crawl(crawl))?),
        )
        .in_group(apart),
        on_threads(
            "two-pools",
            "A thread pool for each",
            "src/strategies/two_pools.rs",
            |crawl| crawl.answer(two_pools::crawl(crawl)?),
        )
        .in_group(apart),
        awaiting(
            "facade",
            "One façade for both kinds",
            "src/strategies/facade.rs",
            |crawl| crawl.answer(facade::crawl(crawl)?),
        )
        .in_group(apart),
    ]
}

// ANCHOR: runtimes
/// Runs a crawl on a runtime whose one thread is the calling one.
fn on_one_thread(crawl: impl Future<Output = Result<Report>>) -> Result<Report> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(crawl)
}

/// Runs a crawl on a runtime with a thread per core.
fn on_a_thread_per_core(crawl: impl Future<Output = Result<Report>>) -> Result<Report> {
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(crawl)
}
// ANCHOR_END: runtimes
