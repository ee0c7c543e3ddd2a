//! The chapter on IO-bound work: many requests to a server that makes us wait.
//!
//! # Layout
//!
//! In the order of the page, `book/io-bound.md`:
//!
//! - [`server`]: the origin that answers, and its URLs
//! - [`workload`]: the URLs to fetch, and the answer that is right
//! - [`fetch`]: one request, blocking and async
//! - [`strategies`]: the ways to make many, one file each
//! - [`overview`]: the experiment that compares them, and its claims
//! - [`files`]: reading many files, cached and not cached
//! - [`database`]: many queries, to a library and to a server

pub mod database;
pub mod fetch;
pub mod files;
pub mod overview;
pub mod server;
pub mod strategies;
pub mod workload;

use chapter::{Chapter, Helper};

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: include_str!("../config.toml"),
        experiments: vec![
            overview::experiment(),
            files::experiment(),
            database::experiment(),
        ],
        helpers: vec![
            Helper { name: server::ORIGIN, run: server::serve },
            Helper {
                name: strategies::processes::WORKER,
                run: strategies::processes::worker,
            },
        ],
        build: measure::build!(),
    }
}
