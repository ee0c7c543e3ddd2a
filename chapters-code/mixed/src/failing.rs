//! One page of a crawl fails, or the crawl is cancelled half way: does it end, does it say
//! which page, are the others counted, and in which order do they come?

mod collected;
mod dropped;
mod first_error;
mod join_set;
mod join_set_stops;
mod ordered;
mod pages;
mod threads;
mod threads_stop;
mod told;
mod unchecked;
mod unordered;

use std::sync::Arc;

use anyhow::Result;
use measure::{Answer, Experiment, Strategy};
use reqwest::{Client, blocking};

use pages::{Pages, await_on_threads};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "failing",
        baseline: "loop",
        strategies: strategies(),
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let collected = "Errors are collected";
    let first = "The first error ends it";
    let (order, cancelled) = ("In which order", "Cancelled half way");
    vec![
        on_threads("loop", "Loop", "collected", |pages| {
            pages.watch(|pages| Ok(collected::crawl(&pages.crawl)))
        })
        .in_group(collected),
        on_threads("threads", "Threads", "threads", |pages| {
            pages.watch(|pages| Ok(threads::crawl(&pages.crawl)))
        })
        .in_group(collected),
        awaiting("join-set", "JoinSet", "join_set", |pages| {
            pages.watch(|pages| await_on_threads(join_set::crawl(&pages.crawl)))
        })
        .in_group(collected),
        on_threads("unchecked", "Loop, no look at the status", "unchecked", |pages| {
            pages.watch(|pages| unchecked::crawl(&pages.crawl))
        })
        .in_group("There seem to be none"),
        on_threads("loop-stops", "Loop, ?", "first_error", |pages| {
            pages.watch(|pages| first_error::crawl(&pages.crawl))
        })
        .in_group(first),
        on_threads("threads-stop", "Threads, ?", "threads_stop", |pages| {
            pages.watch(|pages| threads_stop::crawl(&pages.crawl))
        })
        .in_group(first),
        awaiting("join-set-stops", "JoinSet, ?", "join_set_stops", |pages| {
            pages.watch(|pages| await_on_threads(join_set_stops::crawl(&pages.crawl)))
        })
        .in_group(first),
        awaiting("unordered", "buffer_unordered", "unordered", |pages| {
            pages.watch(|pages| await_on_threads(unordered::crawl(&pages.crawl)))
        })
        .in_group(order),
        awaiting("ordered", "buffered", "ordered", |pages| {
            pages.watch(|pages| await_on_threads(ordered::crawl(&pages.crawl)))
        })
        .in_group(order),
        awaiting("dropped", "Dropped", "dropped", |pages| {
            pages.watch(|pages| await_on_threads(dropped::crawl(pages)))
        })
        .in_group(cancelled),
        awaiting("told", "Told to stop", "told", |pages| {
            pages.watch(|pages| await_on_threads(told::crawl(pages)))
        })
        .in_group(cancelled),
    ]
}

type Row<Client> = fn(&Arc<Pages<Client>>) -> Result<Answer>;

fn on_threads(
    key: &'static str,
    label: &'static str,
    file: &str,
    run: Row<blocking::Client>,
) -> Strategy {
    Strategy::new(key, label, format!("src/failing/{file}.rs"), Pages::prepare, run)
}

fn awaiting(
    key: &'static str,
    label: &'static str,
    file: &str,
    run: Row<Client>,
) -> Strategy {
    Strategy::new(key, label, format!("src/failing/{file}.rs"), Pages::prepare, run)
}
