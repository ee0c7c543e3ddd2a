//! The chapter on what comes after one machine, and what it costs.
//!
//! # Layout
//!
//! In the order of the pages, the first of which is `book/past-one-machine.md`:
//!
//! - [`cluster`]: one program on threads, processes and hosts, by a value
//! - [`sieve`]: the primes below a limit, a segment at a time
//! - [`segments`]: the experiment that counts them on all of these

pub mod cluster;
pub mod segments;
pub mod sieve;

use chapter::{Chapter, Helper};

use cluster::Program;

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: include_str!("../config.toml"),
        experiments: vec![segments::experiment()],
        helpers: vec![peer::<segments::engine::Primes>()],
        build: chapter::build!(),
    }
}

/// The helper process that is a worker of this program.
fn peer<P: Program>() -> Helper {
    Helper { name: P::PEER, run: cluster::serve::<P> }
}
