//! The chapter on programs that wait and compute: a crawler that parses what it fetches.
//!
//! # Layout
//!
//! In the order of the page, `book/mixed.md`:
//!
//! - [`site`]: the site that is crawled, and its server
//! - [`workload`]: what every strategy is given, and the answer that is right
//! - [`fetch`]: one page, blocking and async: what waits
//! - [`parser`]: the words and the links of a page: what computes
//! - [`frontier`]: the pages that are known and not yet fetched
//! - [`strategies`]: the ways to crawl, one file each
//! - [`overview`]: the experiment that compares them
//! - [`balance`]: where it turns from waiting to computing
//! - [`writers`]: inserts into an SQLite file, by one thread and by several
//! - [`places`]: a connection pool and its size

pub mod balance;
pub mod fetch;
pub mod frontier;
//!
//! And, each on a page of its own:
//!
//! - [`channels`]: messages from thread to thread and from task to task, by the kind of
//!   channel and by what it holds
//! - [`backpressure`]: a fast producer and a slow consumer
//! - [`idle`]: how to wait for messages that come rarely

pub mod backpressure;
pub mod channels;
pub mod idle;
//! - [`hangs`]: programs that wait for themselves, and their cures

pub mod hangs;
pub mod overview;
pub mod parser;
pub mod site;
pub mod places;
//! - [`pools`]: requests that compute, and the pools of threads that do it
//! - [`quota`]: a server in a control group that may use a part of the processor
//! - [`computing`]: what computes
//! - [`percentiles`]: latencies, in percentiles

pub mod computing;
pub mod overview;
pub mod percentiles;
pub mod pools;
pub mod quota;
pub mod strategies;
pub mod workload;
pub mod writers;

use chapter::{Chapter, Helper};
use origin::service;

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: include_str!("../config.toml"),
        experiments: vec![overview::experiment(), balance::experiment()],
        helpers: vec![Helper { name: site::server::HELPER, run: site::server::serve }],
        experiments: vec![
            overview::experiment(),
            channels::experiment(),
            backpressure::experiment(),
            idle::experiment(),
        ],
        helpers: Vec::new(),
        experiments: vec![
            overview::experiment(),
            writers::experiment(),
            places::experiment(),
        ],
        helpers: vec![Helper { name: service::HELPER, run: service::serve }],
        experiments: vec![overview::experiment(), hangs::experiment()],
        helpers: vec![Helper { name: hangs::HELPER, run: hangs::stay }],
        experiments: vec![
            overview::experiment(),
            pools::experiment(),
            quota::experiment(),
        ],
        helpers: vec![Helper { name: quota::server::SERVER, run: quota::server::run }],
        build: chapter::build!(),
    }
}
