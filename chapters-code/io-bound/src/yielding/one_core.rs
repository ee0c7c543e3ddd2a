//! The same threads, all of them kept on one core.

#[cfg(target_os = "linux")]
use anyhow::Context as _;
use anyhow::Result;
use measure::Answer;

use super::heartbeats::Heartbeats;

// ANCHOR: listing
/// Lets the same threads beat and count, after keeping them all on one core.
#[cfg(target_os = "linux")]
pub fn beat_all(beats: &Heartbeats) -> Result<Answer> {
    use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
    use nix::unistd::Pid;

    let this_thread = Pid::from_raw(0); // and those that it starts from now on
    let usable = sched_getaffinity(this_thread)?;
    let first = (0..CpuSet::count()).find(|core| usable.is_set(*core) == Ok(true));
    let mut one = CpuSet::new();
    one.set(first.context("this process may use no core")?)?;
    sched_setaffinity(this_thread, &one)?;
    super::own_threads::beat_all(beats)
}
// ANCHOR_END: listing

/// Other systems let no program keep its threads on a core.
#[cfg(not(target_os = "linux"))]
pub fn beat_all(_beats: &Heartbeats) -> Result<Answer> {
    anyhow::bail!("only Linux lets a program keep its threads on a core")
}
