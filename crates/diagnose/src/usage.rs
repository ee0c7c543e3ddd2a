//! What a program has used, in the end.

use std::ops::{Add, Sub};

use serde::Serialize;

/// What was read and written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_field_names, reason = "the unit is part of the name")]
pub(crate) struct Io {
    /// By system calls, from files, pipes and terminals alike.
    pub(crate) read_bytes: u64,
    /// By system calls.
    pub(crate) written_bytes: u64,
    /// From a disk, as it was not in memory.
    pub(crate) storage_read_bytes: u64,
    /// For a disk, now or later.
    pub(crate) storage_written_bytes: u64,
}

impl Io {
    fn both(self, other: Self, of: fn(u64, u64) -> u64) -> Self {
        Self {
            read_bytes: of(self.read_bytes, other.read_bytes),
            written_bytes: of(self.written_bytes, other.written_bytes),
            storage_read_bytes: of(self.storage_read_bytes, other.storage_read_bytes),
            storage_written_bytes: of(
                self.storage_written_bytes,
                other.storage_written_bytes,
            ),
        }
    }
}

impl Add for Io {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.both(other, u64::saturating_add)
    }
}

impl Sub for Io {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.both(other, u64::saturating_sub)
    }
}

/// What a program and its descendants used. `None` is what could not be read.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Usage {
    /// By the clock.
    pub(crate) wall_ns: u64,
    /// CPU time in user code.
    pub(crate) user_ns: u64,
    /// CPU time in the kernel.
    pub(crate) system_ns: u64,
    /// CPU time of processes that were left running, in neither of the above.
    pub(crate) left_running_cpu_ns: u64,
    /// CPU time of children of which their parents never were told, as far as it was
    /// seen, in none of the above.
    pub(crate) not_told_cpu_ns: u64,
    /// Processes that were left running.
    pub(crate) left_running: Option<u64>,
    /// Ready to run while no core was free, added up over the threads.
    pub(crate) ready_ns: Option<u64>,
    /// The most processes seen at once.
    pub(crate) peak_processes: Option<u64>,
    /// The most threads seen at once, in all processes.
    pub(crate) peak_threads: Option<u64>,
    /// Switches because a thread had to wait.
    pub(crate) voluntary_switches: Option<u64>,
    /// Switches because the kernel wanted the core.
    pub(crate) involuntary_switches: Option<u64>,
    /// The most memory that one process had resident.
    pub(crate) peak_process_bytes: Option<u64>,
    /// The most memory seen resident in all processes at once. What they share
    /// counts in each.
    pub(crate) peak_together_bytes: Option<u64>,
    /// What was read and written.
    pub(crate) io: Option<Io>,
    /// How often the processes were looked at.
    pub(crate) looks: u64,
}

impl Usage {
    /// All of the CPU time.
    pub(crate) fn cpu_ns(&self) -> u64 {
        self.user_ns + self.system_ns + self.left_running_cpu_ns + self.not_told_cpu_ns
    }
}
