//! The same threads, all of them kept on one core.

// ANCHOR: listing
use anyhow::Result;

use super::threads;
use crate::workload::Workload;

/// Counts up to every limit, on as many threads as there are cores, of which they
/// may use one.
pub(super) fn count_all(workload: &Workload) -> Result<u64> {
    stay_on_one_core()?;
    Ok(threads::count_all(workload))
}

/// Keeps the calling thread on the first core that it may use, and with it the
/// threads that it starts: they inherit the set of cores.
#[cfg(target_os = "linux")]
fn stay_on_one_core() -> Result<()> {
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
// ANCHOR_END: listing

#[cfg(not(target_os = "linux"))]
fn stay_on_one_core() -> Result<()> {
    anyhow::bail!("only Linux lets a program keep its threads on one core")
}
