//! What a measurement is.
//!
//! A [`Record`] is one experiment, measured once on one machine: every sample
//! of every strategy, in the order taken, with the machine, the build and the
//! settings that they depend on. It is the border between the two sides of the
//! book: what measures writes it, what shows reads it.
//!
//! # Layout
//!
//! - [`mod@format`]: the types, which are the published JSON format
//! - [`settings`]: the values that an experiment was run with
//! - [`config`]: what each experiment of a chapter is measured with, by profile
//! - [`store`]: where records lie, reading them and writing them atomically
//! - [`machine`]: the name of a machine
//! - [`metric`]: what a sample measured, and its unit
//! - [`stats`]: summaries, medians with intervals, ratios of paired rounds
//! - [`near`]: which known name an unknown one may mean
//! - [`example`]: a small record for tests

pub mod config;
pub mod example;
pub mod format;
pub mod machine;
pub mod metric;
pub mod near;
pub mod settings;
pub mod stats;
pub mod store;

pub use format::{
    Build, Conditions, Environment, Failure, FailureKind, Ideal, METHOD, Measured,
    Outcome, Phase, Profile, Reading, Record, Round, Row, SCHEMA_VERSION, Sample, Span,
    Trace,
};
pub use metric::{Metric, Unit};
pub use settings::{Setting, Settings};
