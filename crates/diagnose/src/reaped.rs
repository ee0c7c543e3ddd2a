//! Children that have ended and that this process has waited for.

use std::sync::{Mutex, MutexGuard, PoisonError};

use nix::sys::resource::{Usage as Rusage, UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use nix::sys::wait::waitpid;
use nix::unistd::Pid;

use crate::io::Io;
use crate::proc;

/// What children have used that this process has waited for: getrusage(2).
#[derive(Clone, Copy)]
pub(crate) struct ChildrenUsage {
    pub(crate) user_ns: u64,
    pub(crate) system_ns: u64,
    pub(crate) voluntary: u64,
    pub(crate) involuntary: u64,
    /// Page faults that needed no disk.
    pub(crate) page_faults: u64,
    /// Of the largest.
    pub(crate) peak_rss_bytes: u64,
}

impl ChildrenUsage {
    pub(crate) fn now() -> Self {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN)
            .expect("it fails for no valid request");
        let number = |of: fn(&Rusage) -> i64| of(&usage).unsigned_abs();
        Self {
            user_ns: number(|usage| usage.user_time().num_nanoseconds()),
            system_ns: number(|usage| usage.system_time().num_nanoseconds()),
            voluntary: number(Rusage::voluntary_context_switches),
            involuntary: number(Rusage::involuntary_context_switches),
            page_faults: number(Rusage::minor_page_faults),
            // Linux counts in KiB, macOS in bytes.
            peak_rss_bytes: number(Rusage::max_rss)
                * if cfg!(target_os = "macos") { 1 } else { 1024 },
        }
    }

    pub(crate) fn since(self, earlier: Self) -> Self {
        Self {
            user_ns: self.user_ns - earlier.user_ns,
            system_ns: self.system_ns - earlier.system_ns,
            voluntary: self.voluntary - earlier.voluntary,
            involuntary: self.involuntary - earlier.involuntary,
            page_faults: self.page_faults - earlier.page_faults,
            peak_rss_bytes: self.peak_rss_bytes,
        }
    }
}

/// Orphans that have ended and were waited for since the last snapshot. To take a
/// snapshot, and to wait for a child, needs the lock: never both at once.
#[derive(Default)]
pub(crate) struct Reaped(Mutex<Vec<i32>>);

impl Reaped {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Vec<i32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for an orphan that has ended; what it has read and written.
pub(crate) fn reap(orphan: i32) -> Io {
    let pid = Pid::from_raw(orphan);
    let (_, io) = proc::io_of_children(|| waitpid(pid, None));
    io.unwrap_or_default()
}
