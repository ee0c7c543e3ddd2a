//! What a record shows.
//!
//! An experiment has a data file beside its code, an [`Analysis`]: the question, what
//! is claimed, what is drawn and tabled. With a record it gives verdicts, quantities
//! and charts. Nothing here can change a number: to edit a claim measures nothing and
//! compiles nothing.
//!
//! # Layout
//!
//! - [`analysis`]: the data file, and what is wrong with one
//! - [`claim`]: a sentence about speed as a predicate over a record
//! - [`compared`]: what a claim compares
//! - [`figure`]: what a chart of a record shows
//! - [`sweep`]: a metric over a swept setting
//! - [`trace`]: what a trace shows
//! - [`prediction`]: what a reader guesses first, and what a record answers
//! - [`quantity`]: times, sizes and ratios in words
//! - [`noise`]: what makes a run doubtful, and the remedy
//! - [`staleness`]: whether what a record depends on has changed

pub mod analysis;
pub mod claim;
pub mod compared;
pub mod figure;
pub mod noise;
pub mod prediction;
pub mod quantity;
pub mod staleness;
pub mod sweep;
pub mod trace;

pub use analysis::Analysis;
pub use trace::TraceMetric;
