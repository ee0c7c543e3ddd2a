//! The chapter on what to choose.
//!
//! It measures nothing itself. Its tables are computed from the other chapters'
//! records, so that no advice outlives the numbers that it rests on.
//!
//! # Layout
//!
//! - [`decision`]: kinds of work, their cases, and the measurement that decides each
//! - [`decide`]: the command that prints it, as a table, a tree and a list
//! - [`diagnose`]: does a program of the reader's wait, or compute?
//! - [`pays`]: from where on each way pays; [`crossover`] finds where that is
//! - [`machines`]: every recorded machine beside the others
//! - [`every_claim`]: every claim, with its verdict on every machine
//! - [`records`]: whose records a page is computed from, and which are out of date
//! - [`shelf`]: the other chapters' records and claims
//! - [`pages`]: on which page an experiment is
//! - [`listing`]: how long a listing is
//! - [`grouped`]: a table in groups; [`verdict`]: a verdict in a cell

pub mod crossover;
pub mod decide;
pub mod decision;
pub mod diagnose;
pub mod every_claim;
pub mod grouped;
pub mod listing;
pub mod machines;
pub mod pages;
pub mod pays;
pub mod records;
pub mod shelf;
pub mod verdict;

use chapter::{Chapter, Extra};

/// This chapter, for the command line.
pub fn chapter() -> Chapter {
    Chapter {
        name: env!("CARGO_PKG_NAME"),
        config: "",
        // It measures nothing itself: its numbers are the other chapters'.
        experiments: Vec::new(),
        helpers: Vec::new(),
        commands: vec![
            Extra { command: decide::command, run: decide::run },
            Extra { command: pays::command, run: pays::run },
            Extra { command: records::command, run: records::run },
            Extra { command: machines::command, run: machines::run },
            Extra { command: every_claim::command, run: every_claim::run },
            Extra { command: diagnose::command, run: diagnose::run },
            Extra { command: diagnose::example::command, run: diagnose::example::run },
        ],
        build: measure::build!(),
    }
}
