//! The chapter on the two ideas: concurrency and parallelism.
//!
//! # Layout
//!
//! In the order of the pages, of which `book/concurrency-vs-parallelism.md` is
//! the first:
//!
//! - [`task`]: a task that waits, or one that computes
//! - [`strategies`]: four ways to do several of them, one file each
//! - [`waiting`], [`computing`]: the eight timelines, and what is claimed of them
//! - [`yielding`]: a task that never gives up control
//! - [`one_core`]: keeping a process to one core
//! - [`server`]: the book's own origin
//! - [`primes`]: what computes

pub mod computing;
pub mod one_core;
pub mod primes;
pub mod server;
pub mod strategies;
pub mod task;
pub mod waiting;
pub mod yielding;

use chapter::{Chapter, Helper};

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: include_str!("../config.toml"),
        experiments: vec![
            waiting::experiment(),
            computing::experiment(),
            yielding::experiment(),
        ],
        helpers: vec![Helper { name: server::ORIGIN, run: server::serve }],
        commands: Vec::new(),
        build: measure::build!(),
    }
}
