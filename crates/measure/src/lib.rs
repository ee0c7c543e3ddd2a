//! How a measurement is taken.
//!
//! An [`Experiment`] lists strategies. [`run::measure`] takes samples of them in
//! rounds, each sample in a child process of its own, and returns a
//! [`record::Record`].
//!
//! # Layout
//!
//! In the order in which a measurement passes through them:
//!
//! - [`experiment`]: a question, its strategies and its claims
//! - [`effort`]: how many rounds, how long
//! - [`run`]: one experiment from beginning to end
//! - [`rounds`]: every strategy once a round, shuffled, until it is enough
//! - [`child`]: the parent's side of a sample: start, watch, deadline, verdict
//! - [`sample`]: the child's side: prepare, time the work, print what was measured
//! - [`counters`]: what the operating system counted meanwhile
//! - [`join()`]: the end of a thread that a strategy started
//! - [`trace`]: what each task did when, in a run of its own
//! - [`worker`]: the worker processes that a strategy may start
//! - [`service`]: what a workload talks to, such as an HTTP origin
//! - [`environment`]: the machine, the build, and how quiet it was
//! - [`interrupt`]: what Ctrl-C does
//! - [`lock`]: one measurement at a time

pub mod child;
pub mod counters;
pub mod effort;
pub mod environment;
pub mod experiment;
pub mod interrupt;
mod join;
pub mod lock;
pub mod rounds;
pub mod run;
pub mod sample;
pub mod service;
pub mod trace;
pub mod worker;

pub use environment::BuildFacts;
pub use experiment::{Answer, Experiment, IntoAnswer, Preflight, Strategy, Work};
pub use join::join;
pub use service::Service;
