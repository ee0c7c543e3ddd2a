//! The chapter on what to choose.
//!
//! # Layout
//!
//! - [`diagnose`]: does a program of the reader's wait, or compute?

pub mod diagnose;

use chapter::{Chapter, Extra};

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: "",
        // It measures nothing itself: its numbers are the other chapters'.
        experiments: Vec::new(),
        helpers: Vec::new(),
        commands: vec![Extra { command: diagnose::command, run: diagnose::run }],
        build: measure::build!(),
    }
}
