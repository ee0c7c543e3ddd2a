//! Bytes read and written, and the calls that did.

use schemars::JsonSchema;
use serde::Serialize;

/// Bytes read and written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema, Serialize)]
pub(crate) struct Io {
    /// By system calls, from files, pipes and terminals alike.
    pub(crate) read_bytes: u64,
    /// By system calls.
    pub(crate) written_bytes: u64,
    /// System calls that read.
    pub(crate) reads: u64,
    /// System calls that wrote.
    pub(crate) writes: u64,
    /// From a disk, as they were not in memory.
    pub(crate) storage_read_bytes: u64,
    /// For a disk, now or later.
    pub(crate) storage_written_bytes: u64,
}

impl Io {
    /// Combines two, field by field.
    pub(crate) fn zip(self, other: Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            read_bytes: combine(self.read_bytes, other.read_bytes),
            written_bytes: combine(self.written_bytes, other.written_bytes),
            reads: combine(self.reads, other.reads),
            writes: combine(self.writes, other.writes),
            storage_read_bytes: combine(
                self.storage_read_bytes,
                other.storage_read_bytes,
            ),
            storage_written_bytes: combine(
                self.storage_written_bytes,
                other.storage_written_bytes,
            ),
        }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        self.zip(other, u64::saturating_add)
    }
}
