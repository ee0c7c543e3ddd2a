//! The command `diagnose`, run as from a shell.

mod delivery;
mod experiments;
// The programs do so much work as takes a second without optimisation.
#[cfg(all(target_os = "linux", debug_assertions))]
mod kinds;
mod program;
#[cfg(target_os = "linux")]
mod running;
mod signals;
mod support;
#[cfg(target_os = "linux")]
mod verdicts;
