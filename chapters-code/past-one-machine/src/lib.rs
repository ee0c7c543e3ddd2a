//! The chapter on what comes after one machine, and what it costs.
//!
//! # Layout
//!
//! In the order of the pages, the first of which is `book/past-one-machine.md`:
//!
//! - [`cluster`]: one program on threads, processes and hosts, by a value
//! - [`many`]: what a thousand hosts should take, by what few cost
//! - [`pool`]: processes without an engine
//! - [`sieve`]: the primes below a limit, a segment at a time
//! - [`segments`]: the experiment that counts them on all of these
//! - [`batches`]: small tasks, by messages of one or of many
//! - [`words`]: words counted, which have to come together for it
//! - [`requests`]: requests, which wait
//! - [`failure`]: what happens to a program of which a worker fails
//! - [`hosts`]: the same on machines that somebody else started
//! - [`namespaces`]: networks of its own, for a program without rights

pub mod batches;
pub mod cluster;
pub mod failure;
pub mod hosts;
pub mod many;
pub mod namespaces;
pub mod pool;
pub mod requests;
pub mod segments;
pub mod sieve;
pub mod words;

use chapter::{Chapter, Helper};

use origin::service;
use program::Program;

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: include_str!("../config.toml"),
        experiments: vec![
            segments::experiment(),
            batches::experiment(),
            words::experiment(),
            requests::experiment(),
            many::experiment(),
            failure::experiment(),
        ],
        helpers: vec![
            Helper { name: segments::pooled::WORKER, run: segments::pooled::worker },
            Helper { name: batches::pooled::WORKER, run: batches::pooled::worker },
            peer::<segments::engine::Primes>(),
            peer::<batches::engine::Limits>(),
            peer::<batches::trips::Trips>(),
            peer::<words::engine::Words>(),
            peer::<requests::engine::Requests>(),
            peer::<failure::doomed::Doomed>(),
            Helper { name: failure::HELPER, run: failure::run },
            #[cfg(target_os = "linux")]
            Helper { name: failure::place::HELPER, run: failure::place::run },
            #[cfg(target_os = "linux")]
            Helper { name: failure::host::HELPER, run: failure::host::run },
            Helper { name: hosts::HELPER, run: hosts::run },
            Helper { name: hosts::TOKEN, run: hosts::token },
            #[cfg(target_os = "linux")]
            Helper { name: hosts::both::HELPER, run: hosts::both::run },
            #[cfg(target_os = "linux")]
            Helper { name: hosts::both::INSIDE, run: hosts::both::inside },
            Helper { name: service::HELPER, run: service::serve },
        ],
        build: chapter::build!(),
    }
}

/// The helper process that is a worker of this program.
fn peer<P: Program>() -> Helper {
    Helper { name: P::PEER, run: cluster::serve::<P> }
}
