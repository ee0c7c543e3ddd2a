//! How many threads and processes the kernel allows, apart from memory.

/// What the kernel counts of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// Nothing: it does not know that there is one.
    No,
    /// A thread and, in its process, its mappings.
    Threads,
    /// A process, with its one thread.
    Processes,
}

/// The pieces of address space that a thread takes: its stack, a small one for
/// signals, and a guard before each.
const MAPPINGS_OF_A_THREAD: u64 = 4;

/// What the kernel limits of all that it counts; `None` where it does not, or does
/// not say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Limits {
    /// Threads of the whole machine.
    pub(super) threads: Option<u64>,
    /// Numbers for processes. A thread has one of its own, like a process.
    pub(super) numbers: Option<u64>,
    /// Threads of this process's control group.
    pub(super) group: Option<u64>,
    /// Threads of this user.
    pub(super) user: Option<u64>,
    /// Pieces of one process's address space.
    pub(super) mappings: Option<u64>,
}

/// The lowest of these limits on how many there can be; `None` where there is none,
/// or none can be read.
pub(super) fn lowest(counted: Counted, limits: Limits) -> Option<u64> {
    let Limits { threads, numbers, group, user, mappings } = limits;
    let of_all = [threads, numbers, group, user].into_iter().flatten();
    let mappings = mappings.map(|all| all / MAPPINGS_OF_A_THREAD);
    match counted {
        Counted::No => None,
        Counted::Threads => of_all.chain(mappings).min(),
        Counted::Processes => of_all.min(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::kernel;
    use super::*;

    #[test]
    fn the_kernel_limits_what_it_counts() {
        let limits = kernel::limits();
        assert_eq!(lowest(Counted::No, limits), None);
        if cfg!(target_os = "linux") {
            let threads = lowest(Counted::Threads, limits).expect("Linux tells");
            let processes = lowest(Counted::Processes, limits).expect("Linux tells");
            assert!(threads > 0 && threads <= processes, "{threads}, {processes}");
        }
    }
}
