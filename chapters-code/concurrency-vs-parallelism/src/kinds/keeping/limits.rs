//! How many threads and processes the kernel allows, apart from memory.

use std::fs;

use super::control_group;

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

/// The lowest of the kernel's limits on how many there can be; `None` where there
/// is none, or none can be read.
pub(super) fn lowest(counted: Counted) -> Option<u64> {
    let in_kernel = |name: &str| number(&format!("/proc/sys/{name}"));
    // A thread has a number of its own, like a process.
    let numbered = [
        in_kernel("kernel/threads-max"),
        in_kernel("kernel/pid_max"),
        control_group::lowest("pids", "pids.max"),
        of_this_user(),
    ];
    let mappings = in_kernel("vm/max_map_count").map(|all| all / MAPPINGS_OF_A_THREAD);
    match counted {
        Counted::No => None,
        Counted::Threads => numbered.into_iter().chain([mappings]).flatten().min(),
        Counted::Processes => numbered.into_iter().flatten().min(),
    }
}

fn number(path: &str) -> Option<u64> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

/// `RLIMIT_NPROC` of getrlimit(2), which does not bind the superuser.
fn of_this_user() -> Option<u64> {
    use nix::sys::resource::{RLIM_INFINITY, Resource, getrlimit};
    let (soft, _) = getrlimit(Resource::RLIMIT_NPROC).ok()?;
    let binds = soft != RLIM_INFINITY && !nix::unistd::geteuid().is_root();
    binds.then_some(soft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_limits_what_it_counts() {
        assert_eq!(lowest(Counted::No), None);
        if cfg!(target_os = "linux") {
            let threads = lowest(Counted::Threads).expect("Linux tells");
            let processes = lowest(Counted::Processes).expect("Linux tells");
            assert!(threads > 0 && threads <= processes, "{threads}, {processes}");
        }
    }
}
