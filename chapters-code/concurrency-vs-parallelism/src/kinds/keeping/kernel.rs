//! What the kernel says of memory and of its limits: all that this experiment has
//! from proc(5) and cgroups(7), which are Linux's. Elsewhere nothing is known, the
//! columns of its measures stay empty, and as many are kept as are asked for.

#[cfg(target_os = "linux")]
mod control_group;
#[cfg(target_os = "linux")]
mod linux;

#[cfg(target_os = "linux")]
pub(super) use linux::{footprint, limits};

/// Nothing is known of memory.
#[cfg(not(target_os = "linux"))]
pub(super) fn footprint(_children: &[u32]) -> super::footprint::Footprint {
    super::footprint::Footprint::default()
}

/// Nothing is known of limits.
#[cfg(not(target_os = "linux"))]
pub(super) fn limits() -> super::limits::Limits {
    super::limits::Limits::default()
}
