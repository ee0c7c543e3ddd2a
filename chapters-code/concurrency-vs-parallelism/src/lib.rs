//! The chapter on the two ideas: concurrency and parallelism.
//!
//! # Layout
//!
//! In the order of the pages, of which `book/concurrency-vs-parallelism.md` is
//! the first:

use chapter::Chapter;

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: include_str!("../config.toml"),
        experiments: Vec::new(),
        helpers: Vec::new(),
        commands: Vec::new(),
        build: measure::build!(),
    }
}
