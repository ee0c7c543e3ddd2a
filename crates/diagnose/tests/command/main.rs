//! The command `diagnose`, run as from a shell.

mod delivery;
mod program;
#[cfg(target_os = "linux")]
mod running;
mod signals;
mod support;
#[cfg(target_os = "linux")]
mod verdicts;
