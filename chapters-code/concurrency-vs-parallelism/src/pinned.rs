//! Keeping a thread on a core.

use anyhow::{Context as _, Result};

/// The cores that the calling thread may use.
#[cfg(target_os = "linux")]
pub fn usable_cores() -> Result<Vec<usize>> {
    use nix::sched::{CpuSet, sched_getaffinity};
    let usable = sched_getaffinity(nix::unistd::Pid::from_raw(0))?;
    Ok((0..CpuSet::count()).filter(|core| usable.is_set(*core) == Ok(true)).collect())
}

// ANCHOR: stay
/// Keeps the calling thread on one core, with all that it starts from now on.
#[cfg(target_os = "linux")]
pub fn stay_on(core: usize) -> Result<()> {
    use nix::sched::{CpuSet, sched_setaffinity};
    let mut one = CpuSet::new();
    one.set(core)?;
    Ok(sched_setaffinity(nix::unistd::Pid::from_raw(0), &one)?) // 0: the caller
}
// ANCHOR_END: stay

/// The same on the first core that it may use.
pub fn stay_on_first() -> Result<()> {
    stay_on(*usable_cores()?.first().context("this process may use no core")?)
}

/// The cores that the calling thread may use, where the system tells.
#[cfg(not(target_os = "linux"))]
pub fn usable_cores() -> Result<Vec<usize>> {
    anyhow::bail!("only Linux lets a program keep its threads on a core")
}

/// Keeps the calling thread on one core, where the system allows that.
#[cfg(not(target_os = "linux"))]
pub fn stay_on(_core: usize) -> Result<()> {
    anyhow::bail!("only Linux lets a program keep its threads on a core")
}
