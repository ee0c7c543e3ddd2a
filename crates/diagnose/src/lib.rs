//! What does a program do with its time, what does it wait for, and what would help?
//!
//! [`run`] runs a program, and [`Attached`] watches one that runs already. Both read the
//! operating system's own accounting of it and its descendants, and return a [`Report`]:
//! findings with their evidence, what to do about them, and bounds of the speed-up to
//! expect. The command also compares runs with fewer cores or other settings ([`cli`]).
//!
//! ```
//! let report = diagnose::run(&["sleep", "0.1"].map(Into::into))?;
//! assert!(report.text().starts_with("\n`sleep 0.1` waits for timers"));
//! # Ok::<(), diagnose::LaunchError>(())
//! ```
//!
//! # The model
//!
//! *Looks* at the processes add up to an *account*; with how it ended, that is the *facts*;
//! *rules* make *findings* of them, each with advice, and with what would refute it. An
//! *experiment* compares the accounts of several runs.
//!
//! # Layout
//!
//! Looks:
//! - `proc`: one process, as Linux's `/proc` shows it; `doing`: what a thread does or waits
//!   for; `descriptors`: what a process has open; `group`: its control group;
//!   `counters`: what the processor counted of it
//! - `snapshot`: a process with all its descendants; `monitor`: one after the other
//!
//! Account:
//! - `tally`: what the tree has used, though processes come and go; `account`: what one
//!   has used; `unaccounted`: what is in no account; `reaped`: what its processes used that
//!   have ended
//! - `profile`: the use of cores over time; `waiting`: what threads waited for
//! - `usage`: what was counted in the end, `io` of what was read and written; `subject`: of what, and how it ended
//!
//! Findings:
//! - `verdict`: whether it waits or computes, and from which thresholds on
//! - `facts`: what rules judge by; `rules`: one for each thing to be found, in `ends`,
//!   `waiting`, `computing`; `finding`: what they find; `speed_up`: what that can gain;
//!   `unoptimised`: how a debug build is known; `numbers`: the rules for who has the numbers
//! - `experiment`: the same program with other cores or settings, and what that says
//!
//! Around them:
//! - [`cli`]: the command line; `delivery`: where a report goes; `report`: as text, JSON
//!   or SVG
//! - `launch`: run a program to its `end`; `launch_error`: why it could not be run;
//!   `watcher`: take snapshots of it meanwhile; `attach`: watch a process that runs already;
//!   `signals`: Ctrl-C and SIGTERM meanwhile

mod account;
mod attach;
pub mod cli;
mod counters;
mod delivery;
mod descriptors;
mod doing;
mod end;
mod experiment;
mod facts;
mod finding;
mod group;
mod io;
mod launch;
mod launch_error;
mod monitor;
mod numbers;
mod proc;
mod profile;
mod reaped;
mod report;
mod rules;
mod signals;
mod snapshot;
mod speed_up;
mod subject;
mod tally;
mod unaccounted;
mod unoptimised;
mod usage;
mod verdict;
mod waiting;
mod watcher;

pub use attach::Attached;
pub use experiment::compare_cores;
pub use launch::{run, run_as};
pub use launch_error::LaunchError;
pub use numbers::{First, Numbers};
pub use report::Report;
pub use verdict::thresholds;
