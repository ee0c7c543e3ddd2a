//! What to change first in a program.

/// What there is to change first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Have several waits under way at once.
    AskAtOnce,
    /// Divide the computing over more cores.
    Divide,
    /// Hand blocking calls off, so that the runtime's threads are free.
    HandOff,
    /// Give each hand-over between threads more work.
    LargerPieces,
    /// Take a lock for less long, or let each thread have its own.
    ShareLess,
    /// Gather what is written, and write it seldom.
    WriteSeldom,
}

impl Change {
    /// What `diagnose` advises where it finds this first; `None` where that is none of
    /// these.
    pub(crate) fn of(kind: &str) -> Option<Self> {
        Some(match kind {
            "waits" => Self::AskAtOnce,
            "one_core" | "several_cores" => Self::Divide,
            "blocked_runtime" => Self::HandOff,
            "hand_offs" => Self::LargerPieces,
            "one_at_a_time" => Self::ShareLess,
            "small_writes" => Self::WriteSeldom,
            _ => return None,
        })
    }
}
