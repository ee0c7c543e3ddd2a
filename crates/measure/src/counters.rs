//! What the operating system counted while a strategy worked.

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

/// Counters of this process and of the children that it has waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// CPU time in user code.
    pub user_ns: u64,
    /// CPU time in the kernel.
    pub system_ns: u64,
    /// Switches because a thread had to wait.
    pub voluntary_switches: u64,
    /// Switches because the kernel wanted the core.
    pub involuntary_switches: u64,
}

impl Counters {
    /// Reads them: getrusage(2). The sum of user and system time is exact to the
    /// microsecond; how it divides into the two is, on most Linux kernels, an
    /// estimate from a timer that ticks a few hundred times a second.
    pub fn now() -> nix::Result<Self> {
        let (own, children) =
            (getrusage(UsageWho::RUSAGE_SELF)?, getrusage(UsageWho::RUSAGE_CHILDREN)?);
        let both =
            |read: fn(&Usage) -> i64| (read(&own) + read(&children)).unsigned_abs();
        Ok(Self {
            user_ns: both(|usage| usage.user_time().num_nanoseconds()),
            system_ns: both(|usage| usage.system_time().num_nanoseconds()),
            voluntary_switches: both(Usage::voluntary_context_switches),
            involuntary_switches: both(Usage::involuntary_context_switches),
        })
    }

    /// What was counted since `earlier`.
    pub fn since(self, earlier: Self) -> Self {
        Self {
            user_ns: self.user_ns - earlier.user_ns,
            system_ns: self.system_ns - earlier.system_ns,
            voluntary_switches: self.voluntary_switches - earlier.voluntary_switches,
            involuntary_switches: self.involuntary_switches
                - earlier.involuntary_switches,
        }
    }
}

/// The most memory that this process ever had resident. On Linux `VmHWM`, not
/// `ru_maxrss`: that one begins at the size of the process that forked us.
pub fn peak_rss_bytes() -> Option<u64> {
    os::peak_rss_bytes()
}

/// The memory that this process has resident now; `None` where that cannot be read.
pub fn rss_bytes() -> Option<u64> {
    os::rss_bytes()
}

/// The threads alive now in a process and in the workers that it started; `None`
/// where that cannot be read.
pub fn threads(pid: u32) -> Option<u64> {
    os::threads(pid)
}

/// The files and connections open now in a process; `None` where that cannot be
/// read.
pub fn open_files(pid: u32) -> Option<u64> {
    os::open_files(pid)
}

#[cfg(target_os = "linux")]
mod os {
    //! Linux: proc_pid_status(5).

    use std::fs;

    use procfs::process::{Process, Status};

    /// Of a process with more threads, only the first is asked for its children: to
    /// ask all would take longer than a look may.
    const MOST_ASKED: u64 = 32;

    fn status(pid: u32) -> Option<Status> {
        Process::new(pid.cast_signed()).ok()?.status().ok()
    }

    pub(super) fn peak_rss_bytes() -> Option<u64> {
        Some(Process::myself().ok()?.status().ok()?.vmhwm? * 1024)
    }

    pub(super) fn rss_bytes() -> Option<u64> {
        Some(Process::myself().ok()?.status().ok()?.vmrss? * 1024)
    }

    pub(super) fn threads(pid: u32) -> Option<u64> {
        let own = status(pid)?.threads;
        let of_workers = children(pid, own).into_iter().filter_map(status);
        Some(own + of_workers.map(|worker| worker.threads).sum::<u64>())
    }

    /// The children of a process with this many threads, each of which has a list of
    /// its own. Not every kernel tells them (CONFIG_PROC_CHILDREN).
    pub(super) fn children(pid: u32, threads: u64) -> Vec<u32> {
        let Ok(process) = Process::new(pid.cast_signed()) else { return Vec::new() };
        if threads > MOST_ASKED {
            let first = process.task_main_thread();
            return first.and_then(|task| task.children()).unwrap_or_default();
        }
        let tasks = process.tasks().into_iter().flatten().flatten();
        tasks.flat_map(|task| task.children().unwrap_or_default()).collect()
    }

    /// Linux 6.2 and later tell it as the size of a folder; to count the entries of
    /// that folder would take milliseconds where there are ten thousand.
    pub(super) fn open_files(pid: u32) -> Option<u64> {
        let size = fs::metadata(format!("/proc/{pid}/fd")).ok()?.len();
        (size > 0).then_some(size)
    }
}

#[cfg(not(target_os = "linux"))]
mod os {
    //! Elsewhere only the peak of one's own memory can be read: getrusage(2).

    use nix::sys::resource::{UsageWho, getrusage};

    pub(super) fn peak_rss_bytes() -> Option<u64> {
        Some(getrusage(UsageWho::RUSAGE_SELF).ok()?.max_rss().unsigned_abs())
    }

    pub(super) fn rss_bytes() -> Option<u64> {
        None
    }

    pub(super) fn threads(_pid: u32) -> Option<u64> {
        None
    }

    pub(super) fn open_files(_pid: u32) -> Option<u64> {
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_worker_counts_whichever_thread_started_it() {
        let before = threads(std::process::id()).expect("readable");
        let (started, worker) = std::sync::mpsc::channel();
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let starter = std::thread::spawn(move || {
            let worker =
                Command::new("cat").stdin(Stdio::piped()).spawn().expect("a process");
            let id = worker.id();
            started.send(worker).expect("somebody listens");
            let _ = wait.recv();
            id
        });
        let mut worker = worker.recv().expect("it is there");
        let ours = os::children(std::process::id(), before + 1);
        assert!(ours.contains(&worker.id()), "{ours:?}");
        drop(worker.stdin.take());
        worker.wait().expect("it ended");
        drop(done);
        starter.join().expect("it did not panic");
    }
}
