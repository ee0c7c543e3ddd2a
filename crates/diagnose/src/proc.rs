//! Processes as Linux shows them while they run: proc(5). Other systems show nothing
//! of the kind, and every read says so.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

#[cfg(not(target_os = "linux"))]
pub(crate) use elsewhere::*;
#[cfg(target_os = "linux")]
pub(crate) use linux::*;

use anyhow::Result;

use crate::doing::Doing;

/// The unit of times in `/proc` is a hundredth of a second (`USER_HZ`), whatever the
/// kernel's timer ticks at.
pub(crate) const TICK_NS: u64 = 10_000_000;

/// What a process is, and has used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Process {
    /// As `ps` shows it.
    pub(crate) name: String,
    pub(crate) parent: i32,
    /// It has ended, and its parent has not waited for it yet.
    pub(crate) is_zombie: bool,
    /// By the process's own clock, threads that have ended included.
    pub(crate) cpu_ns: u64,
    /// In ticks.
    pub(crate) user_ns: u64,
    /// In ticks.
    pub(crate) system_ns: u64,
    /// Of children that it has waited for, in ticks.
    pub(crate) children_user_ns: u64,
    /// Of children that it has waited for, in ticks.
    pub(crate) children_system_ns: u64,
    pub(crate) threads: u64,
    /// Resident now.
    pub(crate) rss_bytes: u64,
    /// In ticks since the machine started: tells a process from a later one with the
    /// same number.
    pub(crate) start_ticks: u64,
}

impl Process {
    /// Reads a process; fails if there is none.
    pub(crate) fn read(pid: i32) -> Result<Self> {
        Handle::open(pid)?.process()
    }

    /// The CPU time of the children that it has waited for, in ticks.
    pub(crate) fn children_ns(&self) -> u64 {
        self.children_user_ns + self.children_system_ns
    }

    /// All of its CPU time, and that of the children that it has waited for.
    pub(crate) fn cpu_with_children_ns(&self) -> u64 {
        self.cpu_ns + self.children_ns()
    }
}

/// A thread of a process.
pub(crate) struct Thread {
    /// Its number, unique in the whole system.
    pub(crate) id: i32,
    /// What it did at this moment.
    pub(crate) doing: Doing,
    pub(crate) scheduling: Scheduling,
    /// The cores that its affinity allows; empty if unknown.
    pub(crate) cores: Vec<usize>,
    /// The processes that it started; empty where the kernel does not list them
    /// (`CONFIG_PROC_CHILDREN`).
    pub(crate) children: Vec<i32>,
    /// The most memory that its process ever had resident, if that was read.
    pub(crate) peak_process_bytes: Option<u64>,
}

/// How the scheduler treated a thread. `None` is what could not be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scheduling {
    /// On a core.
    pub(crate) cpu_ns: Option<u64>,
    /// How often it was given a core.
    pub(crate) turns: Option<u64>,
    /// Ready to run, and no core was free for it.
    pub(crate) ready_ns: Option<u64>,
    /// Context switches because it had to wait.
    pub(crate) voluntary: Option<u64>,
    /// Context switches because the kernel wanted the core.
    pub(crate) involuntary: Option<u64>,
}
