//! The same on Linux.

use nix::sys::resource::{RLIM_INFINITY, Resource, getrlimit};
use procfs::process::Process;
use procfs::sys::{kernel, vm};
use procfs::{Current as _, Meminfo};

use super::super::footprint::Footprint;
use super::super::limits::Limits;
use super::control_group;

/// The memory of this process and of these children, and of the kernel.
pub(in super::super) fn footprint(children: &[u32]) -> Footprint {
    let children = children.iter().map(|&child| Process::new(child.cast_signed()));
    let processes = std::iter::once(Process::myself()).chain(children);
    let own = processes.map(|process| pss(&process.ok()?)).sum();
    let Ok(memory) = Meminfo::current() else {
        return Footprint { own, ..Footprint::default() };
    };
    let kernel = [memory.kernel_stack, memory.page_tables, memory.s_unreclaim];
    // Version 1 of control groups has another name for it than version 2.
    let limit = ["memory.max", "memory.limit_in_bytes"]
        .into_iter()
        .find_map(|file| control_group::lowest("memory", file));
    let available = memory.mem_available.map(|bytes| bytes.min(limit.unwrap_or(bytes)));
    Footprint { own, kernel: kernel.into_iter().sum(), available }
}

/// The proportional set size of a process, in bytes.
fn pss(process: &Process) -> Option<u64> {
    let rollup = process.smaps_rollup().ok()?.memory_map_rollup;
    rollup.0.first()?.extension.map.get("Pss").copied()
}

/// What the kernel allows.
pub(in super::super) fn limits() -> Limits {
    Limits {
        threads: kernel::threads_max().ok().map(u64::from),
        numbers: kernel::pid_max().ok().and_then(|most| most.try_into().ok()),
        group: control_group::lowest("pids", "pids.max"),
        user: of_this_user(),
        mappings: vm::max_map_count().ok(),
    }
}

/// `RLIMIT_NPROC` of getrlimit(2), which does not bind the superuser.
fn of_this_user() -> Option<u64> {
    let (soft, _) = getrlimit(Resource::RLIMIT_NPROC).ok()?;
    let binds = soft != RLIM_INFINITY && !nix::unistd::geteuid().is_root();
    binds.then_some(soft)
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_childs_memory_is_counted_with_its_parents() {
        let mut child =
            Command::new("cat").stdin(Stdio::piped()).spawn().expect("a program");
        let its_own = Process::new(child.id().cast_signed()).ok();
        // Other tests change this process's memory meanwhile: the child's alone is sure.
        assert!(its_own.and_then(|child| pss(&child)).is_some_and(|bytes| bytes > 0));
        assert!(footprint(&[child.id()]).own.is_some());
        child.kill().and_then(|()| child.wait()).expect("it ended");
        assert_eq!(footprint(&[child.id()]).own, None, "it is gone");
    }

    #[test]
    fn the_kernel_tells_its_own_memory_and_what_is_available() {
        let footprint = footprint(&[]);
        assert!(footprint.kernel.is_some_and(|bytes| bytes > 1 << 20));
        assert!(footprint.available.is_some_and(|bytes| bytes > 1 << 20));
    }
}
