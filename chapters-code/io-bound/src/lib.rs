//! The chapter on IO-bound work: many requests to a server that makes us wait.
//!
//! # Layout
//!
//! In the order of the page, `book/io-bound.md`:
//!
//! - [`origin::service`]: what answers, and its URLs
//! - [`workload`]: the URLs to fetch, and the answer that is right
//! - [`fetch`]: one request, blocking and async
//! - [`join`]: waiting for threads
//! - [`primes`]: what computes, where something does
//! - [`strategies`]: the ways to make many, one file each
//! - [`overview`]: the experiment that compares them, and its claims
//! - [`breakdown`]: where the time beyond one latency goes
//! - [`small_writes`]: a message in two small writes, and what the second waits for
//! - [`workers`]: how many workers a pool should have
//! - [`clients`]: the client apart from the concurrency model
//! - [`connections`]: HTTP/2 and keep-alive, and what is in flight over a connection
//! - [`awaiting`]: await in a loop, join, spawn, buffered
//! - [`cancelling`]: one of many requests fails, and what becomes of the others
//! - [`in_flight`]: from a hundred requests at once to as many as there can be
//! - [`in_flight::throughput`]: how many requests a second
//! - [`request_memory`]: where the memory of a request in flight is
//! - [`times`]: many times, and their percentiles
//! - [`yielding`]: one task that never yields, and what it does to the others
//! - [`politeness`]: a server that can do only so much
//! - [`tail`]: latency that varies, and how it is measured
//! - [`files`]: reading many files, cached and not cached
//! - [`database`]: many queries, to a library and to a server
//! - [`pays`]: from how many requests on each way is worth it

pub mod awaiting;
pub mod breakdown;
pub mod cancelling;
pub mod clients;
pub mod connections;
pub mod database;
pub mod fetch;
pub mod files;
pub mod in_flight;
pub mod join;
pub mod overview;
pub mod pays;
pub mod politeness;
pub mod primes;
pub mod request_memory;
pub mod small_writes;
pub mod strategies;
pub mod tail;
pub mod times;
pub mod workers;
pub mod workload;
pub mod yielding;

use chapter::{Chapter, Helper};
use origin::service;

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: include_str!("../config.toml"),
        experiments: vec![
            overview::experiment(),
            breakdown::experiment(),
            small_writes::experiment(),
            workers::experiment(),
            clients::experiment(),
            connections::experiment(),
            awaiting::experiment(),
            cancelling::experiment(),
            in_flight::experiment(),
            in_flight::throughput::experiment(),
            request_memory::experiment(),
            yielding::experiment(),
            politeness::experiment(),
            tail::experiment(),
            tail::omission::experiment(),
            files::experiment(),
            database::experiment(),
            pays::experiment(),
        ],
        helpers: vec![
            Helper { name: service::HELPER, run: service::serve },
            Helper {
                name: strategies::processes::WORKER,
                run: strategies::processes::worker,
            },
            Helper {
                name: strategies::processes_messages::WORKER,
                run: strategies::processes_messages::worker,
            },
            Helper {
                name: strategies::processes_async::WORKER,
                run: strategies::processes_async::worker,
            },
        ],
        build: chapter::build!(),
    }
}
