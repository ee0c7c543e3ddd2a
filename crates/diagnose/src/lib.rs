//! `diagnose`: does a program of the reader's wait, or compute?
//!
//! It runs the program, or watches one that runs, and reads the operating
//! system's own accounting. What it finds is a verdict with its evidence, a
//! recommendation, and bounds of the speed-up to expect.
//!
//! # Layout
//!
//! - `cli`: the command line
//! - `launch`: run a program, wait for it, pass on how it ended; `refused`: why it
//!   could not be run
//! - `watcher`: looking at it meanwhile; `waited`: what those used that have ended
//! - `attach`: watch a process that runs already
//! - `signals`: what becomes of Ctrl-C and SIGTERM meanwhile
//! - `process`: one process, as `/proc` tells of it
//! - `tree`: a process with all its descendants
//! - `tally`: what the tree has used, though processes come and go; `debt`: what
//!   those that have gone used, and nobody was told
//! - `profile`: the use of cores over time
//! - `usage`: what was counted in the end
//! - `verdict`: what that says, and from which thresholds on
//! - `advice`: what to do about it, and what to expect of that
//! - `report`: all of it, as text, Markdown or JSON; `chart`: as a drawing

mod advice;
mod attach;
mod chart;
mod cli;
mod debt;
mod launch;
mod process;
mod profile;
mod refused;
mod report;
mod signals;
mod tally;
mod tree;
mod usage;
mod verdict;
mod waited;
mod watcher;

use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::ArgMatches;

use crate::report::Report;

pub use crate::cli::command;
use crate::cli::{Ask, Subject};

/// Diagnoses what was asked for. The status is the program's that was run.
pub fn run(matches: &ArgMatches) -> Result<ExitCode> {
    match cli::ask(matches)? {
        Ask::Thresholds => {
            let written = io::stdout().write_all(verdict::thresholds().as_bytes());
            written.context("cannot write the thresholds")?;
            Ok(ExitCode::SUCCESS)
        }
        Ask::Diagnose { subject: Subject::Process { pid, time }, delivery } => {
            delivery.check()?;
            delivery.deliver(&Report::of(attach::watch(pid, time)?))?;
            Ok(ExitCode::SUCCESS)
        }
        Ask::Diagnose { subject: Subject::Program(words), delivery } => {
            // Before it runs, which may take hours.
            delivery.check()?;
            match launch::run(&words) {
                Err(refused) => {
                    say(&refused.message);
                    Ok(ExitCode::from(refused.status))
                }
                Ok(observed) => {
                    let status = observed.exit_status();
                    // The program's own end is what the caller asked for: a report
                    // that cannot be written is said, and changes nothing of it.
                    if let Err(error) = delivery.deliver(&Report::of(observed)) {
                        say(&format!("{error:#}"));
                    }
                    Ok(ExitCode::from(status))
                }
            }
        }
    }
}

/// Says what went wrong, where somebody listens: `eprintln!` would panic where
/// nobody does, and the program's exit status would be lost.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "error: {message}");
}
