//! Keeping a process to one core.

// ANCHOR: stay
/// Keeps the calling thread on the first core that it may use, and with it the
/// threads that it starts: they inherit the set of cores.
#[cfg(target_os = "linux")]
pub fn stay() -> anyhow::Result<()> {
    use anyhow::Context as _;
    use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
    use nix::unistd::Pid;

    let myself = Pid::from_raw(0);
    let usable = sched_getaffinity(myself)?;
    let first = (0..CpuSet::count())
        .find(|core| usable.is_set(*core) == Ok(true))
        .context("this process may use no core")?;
    let mut one = CpuSet::new();
    one.set(first)?;
    Ok(sched_setaffinity(myself, &one)?)
}
// ANCHOR_END: stay

/// Keeps the calling thread on one core, where the system allows that.
#[cfg(not(target_os = "linux"))]
pub fn stay() -> anyhow::Result<()> {
    anyhow::bail!("only Linux lets a program keep its threads on one core")
}
