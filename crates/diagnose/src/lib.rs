//! Does a program wait, or compute?
//!
//! [`run`] runs a program, and [`Attached`] watches one that runs already. Both read the
//! operating system's own accounting of it and its descendants, and return a [`Report`]:
//! a verdict with its evidence, a recommendation, and bounds of the speed-up to expect.
//!
//! ```
//! let report = diagnose::run(&["sleep", "0.1"].map(Into::into))?;
//! assert!(report.text().starts_with("\n`sleep 0.1` waits."));
//! # Ok::<(), diagnose::LaunchError>(())
//! ```
//!
//! # Layout
//!
//! - [`cli`]: the command line; `delivery`: where the report goes
//! - `launch`: run a program to its end; `launch_error`: why it could not be run;
//!   `watcher`: take snapshots of it meanwhile; `reaped`: what its processes used that
//!   have ended
//! - `attach`: watch a process that runs already
//! - `signals`: Ctrl-C and SIGTERM meanwhile
//! - `proc`: one process, as Linux's `/proc` shows it
//! - `snapshot`: a process with all its descendants; `monitor`: one after the other
//! - `tally`: what the tree has used, though processes come and go; `account`: what one
//!   has used; `unaccounted`: what is in no account
//! - `profile`: the use of cores over time
//! - `usage`: what was counted in the end; `subject`: of what
//! - `verdict`: what that says, and from which thresholds on
//! - `advice`: what to do about it, and what that can gain
//! - `report`: all of this, as text, Markdown, JSON or SVG

mod account;
mod advice;
mod attach;
pub mod cli;
mod delivery;
mod launch;
mod launch_error;
mod monitor;
mod proc;
mod profile;
mod reaped;
mod report;
mod signals;
mod snapshot;
mod subject;
mod tally;
mod unaccounted;
mod usage;
mod verdict;
mod watcher;

pub use attach::Attached;
pub use launch::run;
pub use launch_error::LaunchError;
pub use report::Report;
pub use verdict::thresholds;
