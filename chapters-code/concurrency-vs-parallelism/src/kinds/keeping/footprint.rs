//! What memory this process and its children take, and the kernel for them.

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
    /// What each of these units added to what was there before them.
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

#[cfg(test)]
mod tests {
    use super::*;

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
