//! What memory this process and its children take, and the kernel for them.

use std::fs;

/// What was read at one moment; `None` where it cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Footprint {
    /// The memory of this process and some children, a page that several share
    /// counted as a part to each: `Pss` in proc_pid_smaps(5).
    pub(super) own_bytes: Option<u64>,
    /// What the kernel keeps for all processes of the machine: stacks, page tables
    /// and its own structures (proc_meminfo(5)).
    pub(super) kernel_bytes: Option<u64>,
    /// What may still be used of the machine's memory, or less where this
    /// process's control group may have less.
    pub(super) available_bytes: Option<u64>,
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
        let limit = super::control_group::lowest("memory", "memory.max");
        Self {
            own_bytes: std::iter::once("self".to_owned())
                .chain(children)
                .map(pss)
                .sum(),
            kernel_bytes: ["KernelStack:", "PageTables:", "SUnreclaim:"]
                .map(|name| kibibytes(&meminfo, name))
                .into_iter()
                .sum(),
            available_bytes: available.map(|bytes| bytes.min(limit.unwrap_or(bytes))),
        }
    }

    /// What each of so many units added, since `before` they were there.
    pub(super) fn each_of(self, units: u64, before: Self) -> Self {
        let each = |now: Option<u64>, before: Option<u64>| {
            Some(now?.saturating_sub(before?) / units.max(1))
        };
        Self {
            own_bytes: each(self.own_bytes, before.own_bytes),
            kernel_bytes: each(self.kernel_bytes, before.kernel_bytes),
            available_bytes: None,
        }
    }

    /// Its own memory and the kernel's.
    pub(super) fn all(self) -> Option<u64> {
        Some(self.own_bytes? + self.kernel_bytes?)
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
        let of = |own, kernel| Footprint {
            own_bytes: own,
            kernel_bytes: kernel,
            available_bytes: None,
        };
        let before = of(Some(1_000), Some(500));
        let each = of(Some(3_000), Some(400)).each_of(4, before);
        assert_eq!((each.own_bytes, each.kernel_bytes), (Some(500), Some(0)));
        assert_eq!(each.all(), Some(500));
        let unread = of(Some(3_000), None).each_of(4, before);
        assert_eq!((unread.own_bytes, unread.all()), (Some(500), None));
    }
}
