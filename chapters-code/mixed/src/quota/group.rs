//! A control group with a quota of the processor, in either version: cgroups(7).

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};

/// Where control groups are mounted.
const GROUPS: &str = "/sys/fs/cgroup";

/// What our groups are called, before the number of the process that made one.
const NAME: &str = "concurrency-measured-";

// ANCHOR: group
/// A group that this process made, for others to enter. It is removed with this value.
pub(super) struct Group {
    folder: PathBuf,
}

impl Group {
    /// A group whose processes may have a core for `quota` in every `period`; if several
    /// cores, for as much in all.
    pub(super) fn make(quota: Duration, period: Duration) -> Result<Self> {
        let group = Self::new()?;
        group.limit(quota.as_micros(), period.as_micros())?;
        Ok(group)
    }

    fn limit(&self, quota: u128, period: u128) -> Result<()> {
        if self.version() == 2 {
            return self.write("cpu.max", &format!("{quota} {period}"));
        }
        self.write("cpu.cfs_period_us", &period.to_string())?;
        self.write("cpu.cfs_quota_us", &quota.to_string())
    }
    // ANCHOR_END: group

    /// Of control groups, that it is one of: 1 or 2.
    pub(super) fn version(&self) -> u64 {
        if self.folder.join("cpu.max").exists() { 2 } else { 1 }
    }

    /// A group without a quota, below a group that lets us.
    fn new() -> Result<Self> {
        let own = fs::read_to_string("/proc/self/cgroup")
            .context("this system has no control groups")?;
        let mut why = None;
        for parent in parents(Path::new(GROUPS), &own) {
            remove_abandoned(&parent);
            match Self::below(&parent) {
                Ok(group) => return Ok(group),
                Err(error) => why = why.or(Some(error)),
            }
        }
        Err(why.unwrap_or_else(|| anyhow!("no group of the processor under {GROUPS}")))
    }

    fn below(parent: &Path) -> Result<Self> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Relaxed);
        // Whoever moves between groups needs the one above both as well.
        can_be_written(&parent.join("cgroup.procs"))?;
        let folder = parent.join(format!("{NAME}{}-{number}", process::id()));
        fs::create_dir(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let group = Self { folder };
        can_be_written(&group.entrance())?;
        Ok(group)
    }

    /// The file in which a process that enters writes its number, or 0.
    pub(super) fn entrance(&self) -> PathBuf {
        self.folder.join("cgroup.procs")
    }

    /// For how long processes of the group were held back by its quota so far, summed
    /// over the cores.
    pub(super) fn held_back(&self) -> Result<Duration> {
        let stat = fs::read_to_string(self.folder.join("cpu.stat"))?;
        throttled(&stat).context("its cpu.stat counts no quota")
    }

    fn write(&self, file: &str, value: &str) -> Result<()> {
        let path = self.folder.join(file);
        fs::write(&path, value)
            .with_context(|| format!("cannot write {value} to {}", path.display()))
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let _ = fs::remove_dir(&self.folder); // refused while a process is in it
    }
}

/// Version 2 counts in microseconds, version 1 in nanoseconds.
fn throttled(stat: &str) -> Option<Duration> {
    let mut lines = stat.lines().filter_map(|line| line.split_once(' '));
    lines.find_map(|(name, value)| match name {
        "throttled_usec" => value.parse().ok().map(Duration::from_micros),
        "throttled_time" => value.parse().ok().map(Duration::from_nanos),
        _ => None,
    })
}

/// The groups below which ours may be, by what /proc/self/cgroup says: in version 1 the
/// group of this process; in version 2 those above it, for a group with processes may
/// have none below it that share the processor, but for the root.
fn parents(root: &Path, own: &str) -> Vec<PathBuf> {
    let lines = own.lines().filter_map(|line| {
        let mut parts = line.splitn(3, ':').skip(1);
        Some((parts.next()?, parts.next()?.trim_start_matches('/')))
    });
    let mut parents = Vec::new();
    for (controllers, path) in lines {
        if controllers.split(',').any(|name| name == "cpu") {
            // Seen from within a container, the group may be the root of what is mounted.
            let mounts = [controllers, "cpu"].map(|mount| root.join(mount));
            parents.extend(mounts.iter().map(|mount| mount.join(path)));
            parents.extend(mounts);
        } else if controllers.is_empty() && root.join("cgroup.controllers").exists() {
            let own = root.join(path);
            let above = own.ancestors().take_while(|group| group.starts_with(root));
            parents.extend(above.filter(|group| shares_cpu(group)).map(Path::to_owned));
        }
    }
    parents.retain(|parent| parent.is_dir());
    parents.dedup();
    parents
}

/// Whether the groups below this one share the processor: version 2.
fn shares_cpu(group: &Path) -> bool {
    fs::read_to_string(group.join("cgroup.subtree_control"))
        .is_ok_and(|names| names.split_whitespace().any(|name| name == "cpu"))
}

/// Removes groups of ours that a process made which was killed.
fn remove_abandoned(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let maker = name.to_str().and_then(|name| name.strip_prefix(NAME));
        let maker = maker.and_then(|rest| rest.split('-').next()?.parse::<u32>().ok());
        if maker.is_some_and(|maker| !Path::new(&format!("/proc/{maker}")).exists()) {
            let _ = fs::remove_dir(entry.path());
        }
    }
}

fn can_be_written(path: &Path) -> Result<()> {
    let opened = OpenOptions::new().write(true).open(path);
    opened.with_context(|| format!("cannot write {}", path.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn both_versions_say_what_was_held_back() {
        let expected = Some(Duration::from_micros(5));
        assert_eq!(throttled("nr_throttled 2\nthrottled_usec 5\n"), expected);
        assert_eq!(throttled("nr_throttled 2\nthrottled_time 5000\n"), expected);
        assert_eq!(throttled("usage_usec 9\n"), None);
    }

    #[test]
    fn a_system_without_groups_of_the_processor_has_no_place_for_one() {
        let root = Path::new(GROUPS);
        assert_eq!(parents(root, ""), Vec::<PathBuf>::new());
        assert_eq!(parents(root, "8:pids:/\n"), Vec::<PathBuf>::new());
    }

    /// Made-up groups, each a folder with some files.
    fn tree(groups: &[(&str, &[(&str, &str)])]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for (group, files) in groups {
            let folder = root.path().join(group);
            fs::create_dir_all(&folder).expect("made");
            for (name, text) in *files {
                fs::write(folder.join(name), text).expect("written");
            }
        }
        root
    }

    #[test]
    fn in_version_2_the_place_is_above_and_shares_the_processor() {
        let shares = ("cgroup.subtree_control", "cpuset cpu memory\n");
        let shares_none = ("cgroup.subtree_control", "memory pids\n");
        let root = tree(&[
            ("", &[("cgroup.controllers", "cpu memory\n"), shares]),
            ("user.slice", &[shares]),
            ("user.slice/user-1000.slice", &[shares_none]),
            ("user.slice/user-1000.slice/a.scope", &[("cgroup.subtree_control", "")]),
        ]);
        let root = root.path();
        let own = "0::/user.slice/user-1000.slice/a.scope\n";
        assert_eq!(parents(root, own), [root.join("user.slice"), root.to_owned()]);
        // From within a container, its own group is the root, and has processes.
        assert_eq!(parents(&root.join("user.slice"), "0::/\n"), Vec::<PathBuf>::new());
    }

    #[test]
    fn in_version_1_the_place_is_the_own_group_of_the_processor() {
        let root = tree(&[("cpu,cpuacct/a", &[]), ("unified/a", &[])]);
        let own = "4:cpu,cpuacct:/a\n2:pids:/b\n0::/a\n";
        let mount = root.path().join("cpu,cpuacct");
        assert_eq!(parents(root.path(), own), [mount.join("a"), mount]);
    }

    #[test]
    fn a_quota_is_written_as_each_version_wants_it() {
        let group = |files: &[(&str, &str)], version| {
            let root = tree(&[("group", files)]);
            let group = Group { folder: root.path().join("group") };
            assert_eq!(group.version(), version);
            group.limit(50_000, 100_000).expect("written");
            let read = |(name, _): &(&str, &str)| {
                fs::read_to_string(group.folder.join(name)).expect("written")
            };
            files.iter().map(read).collect::<Vec<_>>()
        };
        assert_eq!(group(&[("cpu.max", "max 100000")], 2), ["50000 100000"]);
        let files = [("cpu.cfs_quota_us", "-1"), ("cpu.cfs_period_us", "100000")];
        assert_eq!(group(&files, 1), ["50000", "100000"]);
    }

    #[test]
    fn a_process_enters_a_group_and_the_group_is_gone_afterwards() {
        let ms = Duration::from_millis;
        let group = match Group::make(ms(10), ms(20)) {
            Ok(group) => group,
            Err(why) => return eprintln!("skipped: {why:#}"),
        };
        let mut process =
            Command::new("sleep").arg("600").spawn().expect("a process starts");
        let entered = fs::write(group.entrance(), process.id().to_string());
        let folder = group.folder.clone();
        let inside = fs::read_to_string(group.entrance()).unwrap_or_default();
        process.kill().expect("it is ours");
        process.wait().expect("it ends");
        entered.expect("it enters");
        assert_eq!(inside.trim(), process.id().to_string());
        assert_eq!(group.held_back().expect("counted"), Duration::ZERO);
        drop(group);
        assert!(!folder.exists());
    }

    #[test]
    fn a_group_whose_maker_was_killed_is_removed() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = |maker: &str| place.path().join(format!("{NAME}{maker}-0"));
        let names = [process::id().to_string(), u32::MAX.to_string()];
        for name in &names {
            fs::create_dir(folder(name)).expect("made");
        }
        remove_abandoned(place.path());
        assert_eq!(names.map(|name| folder(&name).exists()), [true, false]);
    }
}
