//! The limits of the control groups that this process is in: cgroups(7).

use std::fs;
use std::path::{Path, PathBuf};

/// The lowest limit of this name on the way up from this process's group; `None`
/// where there is none, or it cannot be read.
pub(super) fn lowest(controller: &str, file: &str) -> Option<u64> {
    let groups = fs::read_to_string("/proc/self/cgroup").ok()?;
    let root = Path::new("/sys/fs/cgroup");
    let group = folder(&groups, controller, root)?;
    let folders = group.ancestors().take_while(|folder| folder.starts_with(root));
    folders
        .filter_map(|folder| limit(&fs::read_to_string(folder.join(file)).ok()?))
        .min()
}

/// The folder of the group: in version 1 each controller has a hierarchy of its
/// own, in version 2 all share one.
fn folder(groups: &str, controller: &str, root: &Path) -> Option<PathBuf> {
    let lines = groups.lines().filter_map(|line| {
        let mut fields = line.splitn(3, ':').skip(1);
        Some((fields.next()?, fields.next()?.trim_start_matches('/')))
    });
    let lines: Vec<_> = lines.collect();
    let own = |(controllers, _): &&(&str, &str)| {
        controllers.split(',').any(|name| name == controller)
    };
    if let Some((_, path)) = lines.iter().find(own) {
        return Some(root.join(controller).join(path));
    }
    let (_, path) = lines.iter().find(|(controllers, _)| controllers.is_empty())?;
    Some(root.join(path))
}

/// The limit that a file holds; `max` is none.
fn limit(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_is_found_in_both_versions() {
        let found = |groups| folder(groups, "pids", Path::new("/c"));
        assert_eq!(
            found("0::/user.slice/shell\n"),
            Some(PathBuf::from("/c/user.slice/shell"))
        );
        assert_eq!(
            found("9:name=systemd:/\n8:cpu,pids:/box\n0::/\n"),
            Some(PathBuf::from("/c/pids/box"))
        );
        assert_eq!(found("9:name=systemd:/\n"), None);
    }

    #[test]
    fn max_is_no_limit() {
        assert_eq!(limit("max\n"), None);
        assert_eq!(limit("4915\n"), Some(4915));
    }
}
