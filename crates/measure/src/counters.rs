//! What the operating system counted while a strategy worked.

use std::fs;

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
    if cfg!(target_os = "linux") {
        Some(status_field("self", "VmHWM:")? * 1024)
    } else {
        let usage = getrusage(UsageWho::RUSAGE_SELF).ok()?;
        Some(usage.max_rss().unsigned_abs())
    }
}

/// Of a process with more threads, only the first is asked for its children: to
/// ask all would take longer than a look may.
const MOST_ASKED: u64 = 32;

/// The threads alive now in a process and in the workers that it started; `None`
/// where that cannot be read.
pub fn threads(pid: u32) -> Option<u64> {
    let own = status_field(&pid.to_string(), "Threads:")?;
    let workers = children(pid, own);
    let workers =
        workers.split_whitespace().filter_map(|pid| status_field(pid, "Threads:"));
    Some(own + workers.sum::<u64>())
}

/// The children of a process with so many threads, each of which has a list of its
/// own. Not every kernel tells them (CONFIG_PROC_CHILDREN).
fn children(pid: u32, threads: u64) -> String {
    let of_thread = |thread: &str| {
        let list = fs::read_to_string(format!("/proc/{pid}/task/{thread}/children"));
        list.unwrap_or_default() // where there is one, it ends in a blank
    };
    if threads > MOST_ASKED {
        return of_thread(&pid.to_string());
    }
    let all = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    all.map(|thread| of_thread(&thread.file_name().to_string_lossy())).collect()
}

/// The files and connections open now in a process; `None` where that cannot be
/// read. Linux 6.2 and later tell it as the size of a folder; to count the
/// entries of that folder would take milliseconds where there are ten thousand.
pub fn open_files(pid: u32) -> Option<u64> {
    let size = fs::metadata(format!("/proc/{pid}/fd")).ok()?.len();
    (size > 0).then_some(size)
}

/// The memory that this process has resident now.
pub fn rss_bytes() -> Option<u64> {
    Some(status_field("self", "VmRSS:")? * 1024)
}

/// A field of `/proc/<pid>/status` (proc_pid_status(5)).
fn status_field(pid: &str, name: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
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
        let ours = children(std::process::id(), before + 1);
        let id = worker.id().to_string();
        assert!(ours.split_whitespace().any(|child| child == id), "{ours}");
        drop(worker.stdin.take());
        worker.wait().expect("it ended");
        drop(done);
        starter.join().expect("it did not panic");
    }
}
