//! The machine's CPU time so far, where the kernel counts it.

#[cfg_attr(target_os = "linux", path = "ticks/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "ticks/other.rs")]
mod system;

/// The machine's CPU time so far, in nanoseconds over all cores.
#[derive(Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "a unit belongs to a name")]
pub(crate) struct MachineTime {
    pub(crate) busy_ns: u64,
    pub(crate) stolen_ns: u64,
    pub(crate) all_ns: u64,
}

impl MachineTime {
    /// As the system counts it, or why it cannot be read.
    pub(crate) fn now() -> Result<Self, String> {
        system::now()
    }
}
