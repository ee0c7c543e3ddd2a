//! What a measurement is.
//!
//! A [`Record`] is one experiment, measured once on one machine: every sample
//! of every strategy, in the order taken, with the machine, the build and the
//! settings that they depend on. Everything that the book prints is computed
//! from records.
//!
//! # Layout
//!
//! - [`mod@format`]: the types, which are the published JSON format
//! - [`settings`]: the values that an experiment was run with
//! - [`store`]: where records lie, reading them and writing them atomically
//! - [`machine`]: the name of a recorded machine, and whose numbers are shown
//! - [`metric`]: what can be asked of a sample, and its unit
//! - [`trace`]: what can be asked of a trace
//! - [`figure`]: what a chart of a record shows
//! - [`sweep`]: a metric over a swept setting
//! - [`stats`]: summaries, medians with intervals, ratios of paired rounds
//! - [`quantity`]: times, sizes and ratios in words
//! - [`claim`]: a sentence about speed as a predicate over a record
//! - [`noise`]: what makes a run doubtful, and the remedy
//! - [`staleness`]: what a record depends on, and whether that has changed
//! - [`example`]: a small record for tests

pub mod claim;
pub mod example;
pub mod figure;
pub mod format;
pub mod machine;
pub mod metric;
pub mod noise;
pub mod quantity;
pub mod settings;
pub mod staleness;
pub mod stats;
pub mod store;
pub mod sweep;
pub mod trace;

pub use format::{
    Build, Conditions, Environment, Failure, FailureKind, Ideal, Measured, Outcome,
    Phase, Profile, Reading, Record, Round, Row, SCHEMA_VERSION, Sample, Span, Trace,
};
pub use metric::{Metric, Unit};
pub use settings::{Setting, Settings};
pub use trace::TraceMetric;
