//! `cpu.stat` and the quota of a control group, of either version.

use std::fs;
use std::path::{Path, PathBuf};

use procfs::process::Process;

use crate::group::{Group, Throttled};

/// Where control groups are mounted.
const GROUPS: &str = "/sys/fs/cgroup";

/// The group of a process; `None` where none shares out the processor.
pub(super) fn of(process: &Process) -> Option<Group> {
    let groups = process.cgroups().ok()?.0;
    let is_of_cpu = |names: &[String]| names.iter().any(|name| name == "cpu");
    let group = groups
        .iter()
        .find(|group| is_of_cpu(&group.controllers))
        .or_else(|| groups.iter().find(|group| group.hierarchy == 0))?;
    let path = group.pathname.trim_start_matches('/');
    let controllers = group.controllers.join(",");
    // The mount may have the name of one controller or of all; and seen from within a
    // container, the group may be the root of what is mounted.
    let mounts = [controllers.as_str(), "cpu", "cpu,cpuacct", ""];
    let folders = mounts.iter().flat_map(|mount| {
        [path, ""].map(|path| Path::new(GROUPS).join(mount).join(path))
    });
    folders.filter_map(read).next()
}

fn read(folder: PathBuf) -> Option<Group> {
    let text = |file: &str| fs::read_to_string(folder.join(file)).ok();
    let throttled = throttled(&text("cpu.stat")?)?;
    let quota_cores = text("cpu.max").and_then(|text| quota(&text)).or_else(|| {
        let quota = text("cpu.cfs_quota_us")? + " " + &text("cpu.cfs_period_us")?;
        self::quota(&quota)
    });
    Some(Group { folder, quota_cores, throttled })
}

/// Quota and period, in microseconds; `max` or -1 is none.
fn quota(text: &str) -> Option<f64> {
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    let (quota, period) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    (quota > 0.0 && period > 0.0).then(|| quota / period)
}

/// Version 2 counts in microseconds, version 1 in nanoseconds.
fn throttled(stat: &str) -> Option<Throttled> {
    let number = |wanted: &str| {
        let lines = stat.lines().filter_map(|line| line.split_once(' '));
        lines
            .filter(|(name, _)| *name == wanted)
            .find_map(|(_, value)| value.trim().parse::<u64>().ok())
    };
    let micros = number("throttled_usec").map(|micros| micros * 1000);
    Some(Throttled {
        time_ns: micros.or_else(|| number("throttled_time"))?,
        periods: number("nr_throttled")?,
        of_periods: number("nr_periods")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_are_read() {
        let expected = Throttled { time_ns: 5000, periods: 2, of_periods: 9 };
        let second = "usage_usec 9\nnr_periods 9\nnr_throttled 2\nthrottled_usec 5\n";
        assert_eq!(throttled(second), Some(expected));
        let first = "nr_periods 9\nnr_throttled 2\nthrottled_time 5000\n";
        assert_eq!(throttled(first), Some(expected));
        assert_eq!(throttled("usage_usec 9\n"), None);
        assert_eq!(quota("150000 100000\n"), Some(1.5));
        assert_eq!(quota("max 100000"), None);
        assert_eq!(quota("-1\n 100000"), None);
    }
}
