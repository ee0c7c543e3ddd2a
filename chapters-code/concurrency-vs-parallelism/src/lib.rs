//! The chapter on the two ideas: concurrency and parallelism.
//!
//! # Layout
//!
//! In the order of the pages, of which `book/concurrency-vs-parallelism.md` is
//! the first:
//!
//! - [`task`]: a task that waits, or one that computes
//! - [`strategies`]: four ways to do several of them, one file each
//! - [`waiting`], [`computing`]: the timelines of both, and what is claimed of them
//! - [`kinds`]: what a thread, a task, a job and a process cost
//! - [`kinds::creating`]: to create and end one
//! - [`kinds::switching`]: to switch from one to another
//! - [`kinds::keeping`]: to keep one, and how many fit
//! - [`kinds::cores`]: how many cores several use at once
//! - [`which`]: four small programs, and which of them wait
//! - [`primes`]: what computes
//! - [`origin::service`]: what makes wait
//! - [`pinned`]: keeping a thread on a core
//! - `on_core`: how much of the time a program is on a core

pub mod computing;
pub mod kinds;
mod on_core;
pub mod pinned;
pub mod primes;
pub mod strategies;
pub mod task;
pub mod waiting;
pub mod which;

use chapter::{Chapter, Helper};
use origin::service;

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: include_str!("../config.toml"),
        experiments: vec![
            waiting::experiment(),
            computing::experiment(),
            kinds::creating::experiment(),
            kinds::switching::experiment(),
            kinds::keeping::experiment(),
            kinds::cores::experiment(),
            which::experiment(),
        ],
        helpers: vec![
            Helper { name: service::HELPER, run: service::serve },
            Helper {
                name: kinds::creating::new_processes::UNIT,
                run: kinds::creating::new_processes::unit,
            },
            Helper { name: kinds::switching::PARTNER, run: kinds::switching::partner },
            Helper {
                name: kinds::keeping::kept_processes::UNIT,
                run: kinds::keeping::kept_processes::unit,
            },
            Helper {
                name: kinds::cores::busy_processes::WORKER,
                run: kinds::cores::busy_processes::worker,
            },
        ],
        build: chapter::build!(),
    }
}
