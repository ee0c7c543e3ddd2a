//! The limits of the control groups that this process is in: cgroups(7).

use std::fs;
use std::path::{Path, PathBuf};

use procfs::process::Process;
use procfs::{ProcessCGroup, ProcessCGroups};

/// The lowest limit of this name on the way up from this process's group; `None`
/// where there is none, or it cannot be read.
pub(super) fn lowest(controller: &str, file: &str) -> Option<u64> {
    let ProcessCGroups(groups) = Process::myself().ok()?.cgroups().ok()?;
    let root = Path::new("/sys/fs/cgroup");
    let group = folder(&groups, controller, root)?;
    let folders = group.ancestors().take_while(|folder| folder.starts_with(root));
    folders
        .filter_map(|folder| limit(&fs::read_to_string(folder.join(file)).ok()?))
        .min()
}

/// The folder of the group: in version 1 each controller has a hierarchy of its
/// own, in version 2 all share one, which has no controllers in its line.
fn folder(groups: &[ProcessCGroup], controller: &str, root: &Path) -> Option<PathBuf> {
    let own =
        |group: &&ProcessCGroup| group.controllers.iter().any(|c| c == controller);
    if let Some(group) = groups.iter().find(own) {
        return Some(root.join(controller).join(inside(group)));
    }
    let shared = groups.iter().find(|group| group.controllers.is_empty())?;
    Some(root.join(inside(shared)))
}

/// The group's path below the root of its hierarchy.
fn inside(group: &ProcessCGroup) -> &str {
    group.pathname.trim_start_matches('/')
}

/// The limit that a file holds; `max` is none.
fn limit(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use procfs::FromRead as _;

    use super::*;

    #[test]
    fn the_group_is_found_in_both_versions() {
        let found = |groups: &str| {
            let groups = ProcessCGroups::from_read(groups.as_bytes()).expect("groups");
            folder(&groups.0, "pids", Path::new("/c"))
        };
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
