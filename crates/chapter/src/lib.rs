//! The command line that every chapter's binary has.
//!
//! # Layout
//!
//! - `chapter`: what a chapter is made of
//! - [`checks`]: what the tests of every chapter check of it as a whole
//! - `cli`: the commands and flags, from the chapter's experiments
//! - `config`: the settings of each experiment, by profile
//! - `shown`: whose record is shown, and whether it is out of date
//! - `run`, `list`, `show`, `trace`, `promote`, `draw`: a file a command
//! - `progress`: bars on a terminal, lines elsewhere
//! - [`view`]: whose records are shown, and how; a chapter's own commands ask too
//! - [`page`]: tables and marks, for a page or for a terminal

mod chapter;
pub mod checks;
mod cli;
mod config;
mod draw;
mod list;
pub mod page;
mod progress;
mod promote;
mod run;
mod show;
mod shown;
mod trace;
pub mod view;

pub use chapter::{Chapter, Extra, Helper, main};
