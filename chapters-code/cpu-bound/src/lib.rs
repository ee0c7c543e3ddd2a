//! The chapter on CPU-bound work: all primes up to many limits.
//!
//! # Layout
//!
//! In the order of the page, `book/cpu-bound.md`:
//!
//! - [`workload`]: the limits, and the answer that is right
//! - [`sieve`]: the primes up to one limit
//! - [`strategies`]: the ways to do them all, one file each
//! - [`overview`]: the experiment that compares them, and its claims
//! - [`scaling`]: the speed-up with more and more workers, and what keeps it down
//! - [`imbalance`]: tasks that grow, shared out in several ways
//! - [`busy`]: how long a thread had a core

pub mod busy;
pub mod imbalance;
pub mod overview;
pub mod scaling;
pub mod sieve;
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
            scaling::experiment(),
            imbalance::experiment(),
        ],
        helpers: vec![Helper {
            name: strategies::processes::WORKER,
            run: strategies::processes::worker,
        }],
        build: measure::build!(),
    }
}
