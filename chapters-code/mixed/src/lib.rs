//! The chapter on programs that wait and compute, and on what their parts share.
//!
//! # Layout
//!
//! In the order of the pages, from `book/mixed.md`:
//!
//! - [`site`]: the site that is crawled, and its server
//! - [`workload`]: what every strategy of a crawl is given, and the answer that is right
//! - [`fetch`]: one page, blocking and async: what waits
//! - [`parser`]: the words and the links of a page: what computes
//! - [`frontier`]: the pages that are known and not yet fetched
//! - [`strategies`]: the ways to crawl, one file each
//! - [`overview`]: the experiment that compares them
//! - [`failing`]: a page that fails, the order of pages, and a crawl that is cancelled
//! - [`balance`]: where it turns from waiting to computing
//! - [`channels`]: messages from thread to thread and from task to task, by the kind of
//!   channel and by what it holds
//! - [`backpressure`]: a fast producer and a slow consumer
//! - [`idle`]: how to wait for messages that come rarely
//! - [`pools`]: requests that compute, and the pools of threads that do it
//! - [`hangs`]: programs that wait for themselves, and their cures
//! - [`writers`]: inserts into an SQLite file, by one thread and by several
//! - [`places`]: a connection pool and its size
//! - [`quota`]: a server in a control group that may use a part of the processor
//! - [`computing`]: what computes, where something does
//! - [`percentiles`]: latencies, in percentiles

pub mod backpressure;
pub mod balance;
pub mod channels;
pub mod computing;
pub mod failing;
pub mod fetch;
pub mod frontier;
pub mod hangs;
pub mod idle;
pub mod overview;
pub mod parser;
pub mod percentiles;
pub mod places;
pub mod pools;
pub mod quota;
pub mod site;
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
        experiments: vec![
            overview::experiment(),
            failing::experiment(),
            balance::experiment(),
            channels::experiment(),
            backpressure::experiment(),
            idle::experiment(),
            pools::experiment(),
            hangs::experiment(),
            writers::experiment(),
            places::experiment(),
            quota::experiment(),
        ],
        helpers: vec![
            Helper { name: site::server::HELPER, run: site::server::serve },
            Helper { name: hangs::HELPER, run: hangs::stay },
            Helper { name: service::HELPER, run: service::serve },
            Helper { name: quota::server::SERVER, run: quota::server::run },
        ],
        build: chapter::build!(),
    }
}
