//! What a process has open.

use std::collections::BTreeSet;

/// The descriptors of one process.
#[derive(Clone, Debug, Default)]
pub(crate) struct Descriptors {
    pub(crate) open: u64,
    /// How many it may have open (`RLIMIT_NOFILE`).
    pub(crate) limit: Option<u64>,
    /// By inode.
    pub(crate) sockets: BTreeSet<u64>,
    /// It has an event queue: epoll(7) or io_uring(7), as async runtimes have.
    pub(crate) has_event_queue: bool,
}

/// Connections of some processes, as the kernel's tables of sockets show them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Connections {
    /// With TCP or UDP, to others or to each other: by inode.
    pub(crate) all: BTreeSet<u64>,
    /// Those of which both ends belong to these processes: by inode.
    pub(crate) own: BTreeSet<u64>,
    /// Those that wait for one: by inode.
    pub(crate) listening: BTreeSet<u64>,
    /// Those within this machine that hold back a few bytes, not yet sent or not yet
    /// acknowledged.
    pub(crate) held_back: u64,
}

impl Connections {
    /// How many there are: one for both ends.
    pub(crate) fn count(&self) -> u64 {
        (self.all.len() - self.own.len() / 2) as u64
    }
}
