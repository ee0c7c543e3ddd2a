//! Linux's `/proc`, read with the crate `procfs`.

mod calls;
mod counters;
mod descriptors;
mod groups;
mod sockets;

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::LazyLock;

use anyhow::{Context as _, Result};
use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::sys::time::TimeValLike as _;
use nix::time::ClockId;
use nix::unistd::Pid;
use procfs::process::{self as procfs_process, Status, Task};
use procfs::{CurrentSI as _, FromRead as _, KernelStats};

use super::{Process, Scheduling, TICK_NS, Thread};
use crate::descriptors::Descriptors;
use crate::group::Group;
use crate::io::Io;

pub(crate) use counters::Counters;
pub(crate) use sockets::connections;

/// A process that is there. What is read through it is of this one, even if it ends
/// meanwhile and another gets its number.
pub(crate) struct Handle(procfs_process::Process);

impl Handle {
    pub(crate) fn open(pid: i32) -> Result<Self> {
        Ok(Self(procfs_process::Process::new(pid)?))
    }

    pub(crate) fn process(&self) -> Result<Process> {
        let stat = self.0.stat()?;
        let (user_ns, system_ns) = (stat.utime * TICK_NS, stat.stime * TICK_NS);
        Ok(Process {
            name: stat.comm,
            parent: stat.ppid,
            is_zombie: matches!(stat.state, 'Z' | 'X'),
            cpu_ns: clock_ns(self.0.pid()).unwrap_or(user_ns + system_ns),
            user_ns,
            system_ns,
            children_user_ns: stat.cutime.unsigned_abs() * TICK_NS,
            children_system_ns: stat.cstime.unsigned_abs() * TICK_NS,
            threads: stat.num_threads.unsigned_abs(),
            rss_bytes: stat.rss * procfs::page_size(),
            start_ticks: stat.starttime,
        })
    }

    /// The threads that are alive. Of others than the main one, context switches are
    /// read only if wanted: they take longer.
    pub(crate) fn threads(&self, switches: bool) -> Vec<Thread> {
        let thread = |task: Task| {
            let wanted = switches || task.tid == self.0.pid();
            let status = wanted.then(|| task.status().ok()).flatten();
            Thread {
                id: task.tid,
                doing: calls::doing(&task, &self.0),
                scheduling: scheduling(&task, status.as_ref()),
                cores: allowed_cores(task.tid),
                children: children(&task).unwrap_or_default(),
                peak_process_bytes: status.as_ref().and_then(peak_bytes),
            }
        };
        self.0.tasks().into_iter().flatten().flatten().map(thread).collect()
    }

    /// What it and the children that it has waited for have read and written. Only
    /// its owner may read that.
    pub(crate) fn io(&self) -> Result<Io> {
        Ok(self.0.io()?.into())
    }

    /// What it has open; `None` where that may not be read.
    pub(crate) fn descriptors(&self) -> Option<Descriptors> {
        descriptors::read(&self.0)
    }

    /// The control group that shares out the processor to it.
    pub(crate) fn group(&self) -> Option<Group> {
        groups::of(&self.0)
    }

    /// The program that it runs.
    pub(crate) fn executable(&self) -> Option<PathBuf> {
        self.0.exe().ok()
    }
}

impl From<procfs_process::Io> for Io {
    fn from(io: procfs_process::Io) -> Self {
        Self {
            read_bytes: io.rchar,
            written_bytes: io.wchar,
            reads: io.syscr,
            writes: io.syscw,
            storage_read_bytes: io.read_bytes,
            storage_written_bytes: io.write_bytes,
        }
    }
}

/// The process's own CPU-time clock, which counts nanoseconds where `/proc` counts
/// ticks.
fn clock_ns(pid: i32) -> Option<u64> {
    let clock = ClockId::pid_cpu_clock_id(Pid::from_raw(pid)).ok()?;
    Some(clock.now().ok()?.num_nanoseconds().unsigned_abs())
}

/// Not every kernel keeps a `schedstat`.
fn scheduling(task: &Task, status: Option<&Status>) -> Scheduling {
    let schedstat = task.schedstat().ok();
    Scheduling {
        cpu_ns: schedstat.as_ref().map(|schedstat| schedstat.sum_exec_runtime),
        turns: schedstat.as_ref().map(|schedstat| schedstat.pcount),
        ready_ns: schedstat.as_ref().map(|schedstat| schedstat.run_delay),
        voluntary: status.and_then(|status| status.voluntary_ctxt_switches),
        involuntary: status.and_then(|status| status.nonvoluntary_ctxt_switches),
    }
}

fn peak_bytes(status: &Status) -> Option<u64> {
    Some(status.vmhwm? * 1024)
}

/// The most memory that this process ever had resident.
pub(crate) fn own_peak_bytes() -> Option<u64> {
    peak_bytes(&procfs_process::Process::myself().ok()?.status().ok()?)
}

fn children(task: &Task) -> Option<Vec<i32>> {
    Some(task.children().ok()?.into_iter().map(u32::cast_signed).collect())
}

/// The children of this process, whichever thread started them.
pub(crate) fn own_children() -> Vec<i32> {
    let own = procfs_process::Process::myself().and_then(|us| us.tasks());
    let threads = own.into_iter().flatten().flatten();
    threads.filter_map(|thread| children(&thread)).flatten().collect()
}

/// Every process with its parent, where the kernel lists no thread's children: the
/// long way to them.
pub(crate) fn parents() -> Option<Vec<(i32, i32)>> {
    static LISTED: LazyLock<bool> = LazyLock::new(|| {
        let us = procfs_process::Process::myself();
        let thread = us.and_then(|us| us.task_main_thread());
        thread.is_ok_and(|thread| children(&thread).is_some())
    });
    if *LISTED {
        return None;
    }
    let all = procfs_process::all_processes().into_iter().flatten().flatten();
    let stats = all.filter_map(|process| process.stat().ok());
    Some(stats.map(|stat| (stat.pid, stat.ppid)).collect())
}

/// What those children have read and written that `wait` waits for: it is added to
/// our own account then. No other thread may read or write meanwhile. To ask a
/// child itself once it has ended is for root alone.
pub(crate) fn io_of_children<T>(wait: impl FnOnce() -> T) -> (T, Result<Io>) {
    let own = || -> Result<(Io, u64)> {
        let text = fs::read("/proc/self/io").context("/proc/self/io")?;
        Ok((procfs_process::Io::from_read(&text[..])?.into(), text.len() as u64))
    };
    let before = own();
    let waited = wait();
    let gained = own().and_then(|(after, _)| {
        let (mut before, length) = before?;
        // Reading the account counts as well.
        before.read_bytes += length;
        Ok(after.zip(before, u64::saturating_sub))
    });
    (waited, gained)
}

/// Processes and threads that this machine has started so far.
pub(crate) fn started() -> Option<u64> {
    KernelStats::current().ok().map(|stats| stats.processes)
}

/// The signals that this process ignores: a bit each, the first is signal 1.
pub(crate) fn ignored_signals() -> u64 {
    let status = procfs_process::Process::myself().and_then(|us| us.status());
    status.map_or(0, |status| status.sigign)
}

/// The cores that a thread may run on by its affinity; empty if unknown.
pub(crate) fn allowed_cores(thread: i32) -> Vec<usize> {
    let set = sched_getaffinity(Pid::from_raw(thread)).unwrap_or_default();
    (0..CpuSet::count()).filter(|core| set.is_set(*core) == Ok(true)).collect()
}

/// Does something with this thread confined to some cores. Fails if none of them may be
/// used.
pub(crate) fn confined_to<T>(
    cores: &[usize],
    what: impl FnOnce() -> io::Result<T>,
) -> io::Result<T> {
    let this = Pid::from_raw(0);
    let before = sched_getaffinity(this)?;
    let mut confined = CpuSet::new();
    for core in cores {
        confined.set(*core)?;
    }
    sched_setaffinity(this, &confined)?;
    let done = what();
    sched_setaffinity(this, &before)?;
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_can_be_read_and_one_that_is_not_there_cannot() {
        let us = std::process::id().cast_signed();
        let handle = Handle::open(us).expect("we run");
        let process = handle.process().expect("we run");
        assert!(process.cpu_ns > 0 && process.rss_bytes > 0 && process.threads > 0);
        assert!(!process.is_zombie && process.start_ticks > 0);
        let threads = handle.threads(true);
        let main = threads.iter().find(|thread| thread.id == us).expect("it runs");
        assert!(!main.cores.is_empty() && main.scheduling.voluntary.is_some());
        assert!(main.peak_process_bytes > Some(0) && own_peak_bytes() > Some(0));
        let missing = Process::read(i32::MAX).expect_err("there is none");
        assert!(missing.to_string().contains("/proc/"), "{missing}");
    }
}
