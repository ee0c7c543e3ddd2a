//! The chapter for who comes from Python: the same work in both, in the same rounds.
//!
//! # Layout
//!
//! In the order of the page, `book/coming-from-python.md`:
//!
//! - [`python`]: the reader's own interpreters
//! - [`program`]: a Python program that does a row's work
//! - [`requests`]: many requests, from a loop to processes, in both
//! - [`sieve`]: the primes up to one limit
//! - [`primes`]: the same sieves, from a loop to processes, in both
//! - [`compiled`]: the same loop, compiled by Cython before it runs
//! - [`sending`]: what data costs to send
//! - [`lock`]: threads that compute, with the interpreter's lock and without
//! - [`lock::beside`]: a thread that should answer beside one that computes
//! - [`extension`]: functions in Rust that a program in Python calls
//! - [`calling`]: what such a call brings, with the lock held and released
//! - [`converting`]: what it costs to hand over data
//! - [`coordination`]: queue, lock, semaphore, timeout, cancellation and failure, in both

pub mod calling;
pub mod compiled;
pub mod converting;
pub mod coordination;
pub mod extension;
pub mod lock;
pub mod primes;
pub mod program;
pub mod python;
pub mod requests;
pub mod sending;
pub mod sieve;

use chapter::{Chapter, Helper};
use origin::service;

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: include_str!("../config.toml"),
        experiments: vec![
            requests::experiment(),
            primes::experiment(),
            compiled::experiment(),
            sending::experiment(),
            lock::experiment(),
            lock::beside::experiment(),
            calling::experiment(),
            converting::experiment(),
            coordination::experiment(),
        ],
        helpers: vec![Helper { name: service::HELPER, run: service::serve }],
        build: chapter::build!(),
    }
}
