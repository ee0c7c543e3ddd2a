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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use nix::sched::{CpuSet, sched_getaffinity};
    use nix::unistd::Pid;
    use record::{Setting, Settings};

    use super::*;

    #[test]
    fn the_threads_are_left_one_core() {
        let ms = |ms: u64| Setting::DurationNs(ms * 1_000_000);
        let settings: Settings = [
            ("tick", ms(1)),
            ("length", ms(2)),
            ("latency", ms(1)),
            ("slice", Setting::Count(100)),
            ("origin", Setting::Text("http://127.0.0.1:1".to_owned())),
        ]
        .map(|(name, setting)| (name.to_owned(), setting))
        .into_iter()
        .collect();
        let beats = Heartbeats::prepare(&settings).expect("complete");
        beat_all(&beats).expect("it calls nobody");
        // Tests have a thread of their own: no other is confined.
        let usable = sched_getaffinity(Pid::from_raw(0)).expect("known");
        let count =
            (0..CpuSet::count()).filter(|core| usable.is_set(*core) == Ok(true));
        assert_eq!(count.count(), 1);
    }
}
