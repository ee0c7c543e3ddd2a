//! What runs inside the timed region, or decides what is sampled.
//!
//! Every experiment's numbers depend on all of this crate: a change to it makes every
//! record out of date. What supervises a measurement is in `crates/harness`.
//!
//! # Layout
//!
//! - [`experiment`]: what an experiment is: strategies, and what each has to answer
//! - [`effort`]: how many rounds, how long
//! - [`rounds`]: every strategy once a round, shuffled, until it is enough
//! - [`sample`]: the child's side of a sample: prepare, time the work, print it
//! - [`counters`]: what the operating system counted meanwhile
//! - [`join()`]: the end of a thread that a strategy started
//! - [`layout`]: where the stack of a sample begins
//! - [`looks`]: how often a sample is looked at while it runs
//! - [`trace`]: marks of what each task does when
//! - [`worker`]: the worker processes that a strategy may start
//! - [`service`]: what a workload talks to, such as an HTTP origin

pub mod counters;
pub mod effort;
pub mod experiment;
mod join;
pub mod layout;
pub mod looks;
pub mod rounds;
pub mod sample;
pub mod service;
pub mod trace;
pub mod worker;

pub use experiment::{Answer, Experiment, IntoAnswer, Preflight, Strategy, Work};
pub use host::limits as environment;
pub use join::join;
pub use service::Service;
