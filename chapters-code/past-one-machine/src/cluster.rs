//! One program, and where its workers are: a value decides it.
//!
//! - [`configuration`]: where the workers are, and how they exchange
//! - [`Program`](program::Program): what they run, the same in each
//! - [`socket`]: two kinds of sockets as one
//! - [`handshake`]: who may connect
//! - [`mesh`]: every process connected with every other, by a deadline
//! - [`workers`]: those of this process, begun
//! - [`process`]: what each does: it ends with its parent, and keeps what panics say
//! - [`network`]: a process as a host of its own
//! - [`peers`]: the other processes, where this one starts them
//! - [`host`]: this process as a host, with others that somebody else started
//! - [`run`]: the program run to its end, or to the sentence that says why not
//! - [`row()`]: it, as a row of an experiment

pub mod configuration;
pub mod handshake;
pub mod host;
pub mod mesh;
pub mod network;
pub mod peers;
pub mod process;
pub mod row;
pub mod run;
pub mod socket;
pub mod workers;

pub use configuration::Configuration;
pub use peers::serve;
pub use row::{applies, on, preflight, row};
pub use run::Cluster;
