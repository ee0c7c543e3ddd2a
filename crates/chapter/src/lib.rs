//! The command line that every chapter's binary has.
//!
//! # Layout
//!
//! From what a chapter is to what its binary does:
//!
//! - [`definition`]: what a chapter is made of
//! - `cli`: the commands and flags, from the chapter's experiments
//! - `current`: whether the record of an experiment stands for this build
//! - `progress`: bars on a terminal, lines or JSON elsewhere
//! - `run`, `list`, `trace`, `compare`, `draw`, `promote`: a file a command; `show` is
//!   [`show::command`]
//! - `entry`: a chapter's `main`

mod cli;
mod compare;
mod current;
pub mod definition;
mod draw;
mod entry;
mod list;
mod progress;
mod promote;
mod run;
mod trace;

pub use definition::{Chapter, Helper};
pub use entry::main;
pub use harness::BuildFacts;

/// The [`BuildFacts`] of the chapter that calls it, whose `build.rs` must call
/// `fingerprint::emit`.
#[macro_export]
macro_rules! build {
    () => {
        $crate::BuildFacts {
            manifests: include_str!(concat!(env!("OUT_DIR"), "/manifests.json")),
            rustc: env!("CHAPTER_RUSTC"),
            target: env!("CHAPTER_TARGET"),
            opt_level: env!("CHAPTER_OPT_LEVEL"),
            rustflags: env!("CHAPTER_RUSTFLAGS"),
            folder: env!("CARGO_MANIFEST_DIR"),
        }
    };
}
