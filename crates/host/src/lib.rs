//! What this machine is, what it allows, and how quiet it is.
//!
//! # Layout
//!
//! - [`environment`]: the machine, as a record states it
//! - [`limits`]: how many cores and open files a process may use
//! - [`quietness`]: what else used the processor during a measurement
//! - `quota`: for how long the quota of a control group held a process back
//! - `ticks`: the machine's CPU time so far, where the kernel counts it

pub mod environment;
pub mod limits;
pub mod quietness;
mod quota;
mod ticks;
