//! Only Linux counts the CPU time of the whole machine where a program can read it.

/// The machine's CPU time so far, in nanoseconds over all cores.
#[derive(Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "a unit belongs to a name")]
pub(crate) struct MachineTime {
    pub(crate) busy_ns: u64,
    pub(crate) stolen_ns: u64,
    pub(crate) all_ns: u64,
}

impl MachineTime {
    pub(crate) fn now() -> Result<Self, String> {
        Err("this system does not count it".to_owned())
    }
}
