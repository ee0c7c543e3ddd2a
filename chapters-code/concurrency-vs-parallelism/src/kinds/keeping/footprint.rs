//! What memory this process and its children take, and the kernel for them.

use std::fs;

use super::control_group;

/// What was read at one moment, in bytes; `None` where it cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Footprint {
    /// The memory of this process and some children, a page that several share
    /// counted as a part to each: `Pss` in proc_pid_smaps(5).
    pub(super) own: Option<u64>,
    /// What the kernel keeps for all processes of the machine: stacks, page tables
    /// and its own structures (proc_meminfo(5)).
    pub(super) kernel: Option<u64>,
    /// What may still be used of the machine's memory, or less where this
    /// process's control group may have less.
    pub(super) available: Option<u64>,
}

impl Footprint {
    /// Of this process and of these children.
    pub(super) fn with(children: &[u32]) -> Self {
        let pss = |pid: String| {
            let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
            kibibytes(&text, "Pss:")
        };
        let children = children.iter().map(ToString::to_string);
        let meminfo = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let available = kibibytes(&meminfo, "MemAvailable:");
        // Version 1 of control groups has another name for it than version 2.
        let limit = ["memory.max", "memory.limit_in_bytes"]
            .into_iter()
            .find_map(|file| control_group::lowest("memory", file));
        Self {
            own: std::iter::once("self".to_owned()).chain(children).map(pss).sum(),
            kernel: ["KernelStack:", "PageTables:", "SUnreclaim:"]
                .map(|name| kibibytes(&meminfo, name))
                .into_iter()
                .sum(),
            available: available.map(|bytes| bytes.min(limit.unwrap_or(bytes))),
        }
    }

    /// What each of so many units added, since `before` they were there.
    pub(super) fn each_of(self, units: u64, before: Self) -> Self {
        let each = |now: Option<u64>, before: Option<u64>| {
            Some(now?.saturating_sub(before?) / units.max(1))
        };
        Self {
            own: each(self.own, before.own),
            kernel: each(self.kernel, before.kernel),
            available: None,
        }
    }

    /// Its own memory and the kernel's.
    pub(super) fn all(self) -> Option<u64> {
        Some(self.own? + self.kernel?)
    }
}

/// A field of such a file, in bytes.
fn kibibytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let text = "Rss:    8 kB\nPss:                267 kB\nPss_Dirty:  112 kB\n";
        assert_eq!(kibibytes(text, "Pss:"), Some(267 * 1024));
        assert_eq!(kibibytes(text, "Swap:"), None);
        assert_eq!(kibibytes("Pss: much kB", "Pss:"), None);
    }

    #[test]
    fn what_each_added_is_the_difference_shared_among_them() {
        let of = |own, kernel| Footprint { own, kernel, available: None };
        let before = of(Some(1_000), Some(500));
        let each = of(Some(3_000), Some(400)).each_of(4, before);
        assert_eq!((each.own, each.kernel), (Some(500), Some(0)));
        assert_eq!(each.all(), Some(500));
        let unread = of(Some(3_000), None).each_of(4, before);
        assert_eq!((unread.own, unread.all()), (Some(500), None));
    }
}
