//! The chapter on what to choose.
//!
//! It measures nothing itself. Its tables are computed from the other chapters'
//! records, so that no advice outlives the numbers that it rests on.
//!
//! # Layout
//!
//! - [`decision`]: kinds of work, their cases, and the measurement that decides each
//! - [`decide`]: the command that prints it, as a table, a tree and a list
//! - [`example`]: what [`diagnose`] says of a small program
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
pub mod every_claim;
pub mod example;
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
            command(decide::command, decide::run),
            command(pays::command, pays::run),
            command(records::command, records::run),
            command(machines::command, machines::run),
            command(every_claim::command, every_claim::run),
            // Its status is the program's, whoever reads the report.
            Extra {
                outlives_reader: true,
                ..command(diagnose::cli::command, diagnose)
            },
            command(example::command, example::run),
        ],
        build: measure::build!(),
    }
}

fn diagnose(matches: &clap::ArgMatches) -> anyhow::Result<std::process::ExitCode> {
    diagnose::cli::run(matches, &mut std::io::stdout(), &mut std::io::stderr())
}

/// A command that ends with whoever reads what it prints.
fn command(
    command: fn() -> clap::Command,
    run: fn(&clap::ArgMatches) -> anyhow::Result<std::process::ExitCode>,
) -> Extra {
    Extra { command, run, outlives_reader: false }
}
