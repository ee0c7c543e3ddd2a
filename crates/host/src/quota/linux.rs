//! `cpu.stat` of this process's control group (cgroups(7)), of either version.

use std::fs;
use std::path::{Path, PathBuf};

use procfs::ProcError;
use procfs::process::Process;

/// Where control groups are mounted.
const GROUPS: &str = "/sys/fs/cgroup";

pub(super) fn throttled_ns() -> Result<u64, String> {
    let groups = Process::myself()
        .and_then(|process| process.cgroups())
        .map_err(|error: ProcError| error.to_string())?;
    let group = groups
        .into_iter()
        .find(|group| {
            group.controllers.iter().any(|name| name == "cpu") || group.hierarchy == 0
        })
        .ok_or("it is in no control group of the processor")?;
    let controllers = group.controllers.join(",");
    let path = group.pathname.trim_start_matches('/');
    // Seen from within a container, the group may be the root of what is mounted.
    let folders =
        [path, ""].map(|path| Path::new(GROUPS).join(&controllers).join(path));
    let text = folders.iter().find_map(|folder| read(folder.join("cpu.stat")));
    throttled(&text.ok_or_else(|| format!("no cpu.stat under {GROUPS}"))?)
}

fn read(file: PathBuf) -> Option<String> {
    fs::read_to_string(file).ok()
}

/// Version 2 counts in microseconds, version 1 in nanoseconds.
fn throttled(stat: &str) -> Result<u64, String> {
    let lines = stat.lines().filter_map(|line| line.split_once(' '));
    let scaled = |(name, value): (&str, &str)| match name {
        "throttled_usec" => value.parse::<u64>().ok().map(|micros| micros * 1000),
        "throttled_time" => value.parse().ok(),
        _ => None,
    };
    lines.filter_map(scaled).next().ok_or_else(|| "no quota is counted".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_are_read_in_nanoseconds() {
        assert_eq!(throttled("usage_usec 9\nthrottled_usec 5\n"), Ok(5000));
        assert_eq!(throttled("nr_periods 0\nthrottled_time 7\n"), Ok(7));
        assert!(throttled("usage_usec 9\n").is_err());
    }
}
