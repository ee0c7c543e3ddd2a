//! What this machine is, what it allows, and how quiet it is.
//!
//! # Layout
//!
//! - [`environment`]: the machine, as a record states it
//! - [`limits`]: how many cores and open files a process may use
//! - [`quietness`]: what else used the processor during a measurement
//! - `ticks`: the machine's CPU time so far, where the kernel counts it

pub mod environment;
pub mod limits;
pub mod quietness;
mod ticks;
