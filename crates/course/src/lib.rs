//! Leads through the exercises: which there are, how far the learner is, and what a check
//! says.
//!
//! The exercises themselves, and what judges them, are in `chapters-code/exercises`, whose
//! docs say how one is written. `cargo xtask exercises` runs the program of this crate.
//!
//! # Layout
//!
//! - [`catalogue`]: the exercises, from their files
//! - [`desk`]: the folder in which the learner works, which git ignores
//! - [`state`]: what was said of each file
//! - [`check`](mod@check): compiling a learner's file and running it
//! - [`page`]: the task as a page of the book shows it
//! - [`cli`]: the command line; `session`: what it works with, and what it says
//! - `watch`: checking on each save

pub mod catalogue;
pub mod check;
pub mod cli;
pub mod desk;
pub mod page;
mod session;
pub mod state;
mod watch;

pub use catalogue::{Catalogue, Exercise};
