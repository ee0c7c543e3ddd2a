//! The chapter on TODO.
//!
//! # Layout
//!
//! In the order of the page, `book/mixed.md`:
//!
//! - [`workload`]: what every strategy is given, and the answer that is right
//! - [`strategies`]: the ways to do it, one file each
//! - [`overview`]: the experiment that compares them

pub mod overview;
pub mod strategies;
pub mod workload;

use chapter::Chapter;

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: include_str!("../config.toml"),
        experiments: vec![overview::experiment()],
        helpers: Vec::new(),
        build: chapter::build!(),
    }
}
