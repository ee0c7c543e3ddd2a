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
//! - [`chunks`]: how many tasks to give a worker at a time
//! - [`sharing`]: one counter for all threads, and a counter for each
//! - [`printing`]: lines printed by a loop, and by a thread per core
//! - [`memory`]: what more cores bring to loops that read memory
//! - [`allocating`]: what allocating costs, and other allocators
//! - [`locks`]: a table for all threads, behind which lock, or none
//! - [`locks::sections`]: for how long the lock is held
//! - [`oversubscription`]: more threads than cores
//! - [`core_left_free`]: as many workers as cores, or one fewer
//! - [`one_core`]: better code on one core, beside more cores
//! - [`one_core::billion`]: one long sieve, and where its table lies
//! - [`unoptimised`]: one program, built without `--release` and with it
//! - [`pays`]: from which size of a task on each way is worth it
//! - [`busy`]: how long a thread had a core

pub mod allocating;
pub mod busy;
pub mod chunks;
pub mod core_left_free;
pub mod imbalance;
pub mod locks;
pub mod memory;
pub mod one_core;
pub mod oversubscription;
pub mod overview;
pub mod pays;
pub mod printing;
pub mod scaling;
pub mod sharing;
pub mod sieve;
pub mod strategies;
pub mod unoptimised;
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
            chunks::experiment(),
            sharing::experiment(),
            printing::experiment(),
            memory::experiment(),
            allocating::experiment(),
            locks::experiment(),
            locks::sections::experiment(),
            oversubscription::experiment(),
            core_left_free::experiment(),
            one_core::experiment(),
            one_core::billion::experiment(),
            unoptimised::experiment(),
            pays::experiment(),
        ],
        helpers: vec![
            Helper {
                name: strategies::processes::WORKER,
                run: strategies::processes::worker,
            },
            Helper { name: printing::WORKER, run: printing::worker },
            Helper { name: allocating::worker::WORKER, run: allocating::worker::run },
            Helper { name: pays::processes::WORKER, run: pays::processes::worker },
        ],
        build: chapter::build!(),
    }
}
