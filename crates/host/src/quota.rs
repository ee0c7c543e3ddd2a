//! The time for which the quota of a control group held this process's group back.

#[cfg_attr(target_os = "linux", path = "quota/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "quota/other.rs")]
mod system;

/// That time so far, in nanoseconds over all cores, or why it cannot be read.
pub(crate) fn throttled_ns() -> Result<u64, String> {
    system::throttled_ns()
}
