//! How a measurement is supervised.
//!
//! [`run::measure`] takes samples of an experiment's strategies in rounds, each sample
//! in a child process of its own, and returns a [`record::Record`]. No number depends
//! on this crate: what runs in the timed region or decides what is sampled is in
//! `crates/measure`.
//!
//! # Layout
//!
//! - [`run`]: one experiment from beginning to end
//! - [`child`]: the parent's side of a sample: start, watch, deadline, outcome
//! - [`traced`]: the same for a sample that is traced
//! - [`compare`]: two builds in the same rounds
//! - [`build`]: what the program was built from
//! - [`interrupt`]: what Ctrl-C does
//! - [`lock`]: one measurement at a time

pub mod build;
pub mod child;
pub mod compare;
pub mod interrupt;
pub mod lock;
pub mod run;
pub mod traced;

pub use build::BuildFacts;
