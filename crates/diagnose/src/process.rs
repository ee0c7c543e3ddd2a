//! One process, as `/proc` tells of it: proc(5). Elsewhere than on Linux nothing is
//! known of a process that has not ended.

use std::fs;
use std::io;

use crate::usage::Io;

/// Linux tells times in `/proc` in ticks of a hundredth of a second, whatever
/// its timer ticks at: `USER_HZ`.
pub(crate) const TICK_NS: u64 = 10_000_000;

/// What a process is, and has used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Process {
    pub(crate) parent: i32,
    /// It has ended, and its parent has not asked how.
    pub(crate) is_zombie: bool,
    /// By the process's own clock, threads that have ended included.
    pub(crate) cpu_ns: u64,
    /// In ticks.
    pub(crate) user_ns: u64,
    /// In ticks.
    pub(crate) system_ns: u64,
    /// Of children that it has waited for, in ticks.
    pub(crate) waited_user_ns: u64,
    /// Of children that it has waited for, in ticks.
    pub(crate) waited_system_ns: u64,
    pub(crate) threads: u64,
    /// Resident now.
    pub(crate) rss_bytes: u64,
    /// In ticks since the machine started: tells a process from a later one that
    /// has the same number.
    pub(crate) began_ticks: u64,
}

impl Process {
    /// Reads a process; fails if there is none.
    pub(crate) fn read(pid: i32) -> io::Result<Self> {
        let stat = file(&format!("/proc/{pid}/stat"))?;
        let odd = || io::Error::other(format!("/proc/{pid}/stat is not as expected"));
        let mut process = Self::parse(&stat).ok_or_else(odd)?;
        process.cpu_ns = clock_ns(pid).unwrap_or(process.user_ns + process.system_ns);
        Ok(process)
    }

    /// The CPU time of the children that it has waited for, in ticks.
    pub(crate) fn waited_ns(&self) -> u64 {
        self.waited_user_ns + self.waited_system_ns
    }

    /// All of its CPU time, and that of the children that it has waited for.
    pub(crate) fn cpu_with_children_ns(&self) -> u64 {
        self.cpu_ns + self.waited_ns()
    }

    /// The name stands in parentheses, and may hold some itself.
    fn parse(stat: &str) -> Option<Self> {
        let (_, rest) = stat.rsplit_once(')')?;
        let fields: Vec<&str> = rest.split_whitespace().collect();
        // proc_pid_stat(5) counts from 1, and the third field comes first here.
        let number = |field: usize| fields.get(field - 3)?.parse::<u64>().ok();
        let ticks = |field| number(field).map(|ticks| ticks * TICK_NS);
        Some(Self {
            parent: fields.get(1)?.parse().ok()?,
            is_zombie: matches!(*fields.first()?, "Z" | "X"),
            cpu_ns: 0,
            user_ns: ticks(14)?,
            system_ns: ticks(15)?,
            waited_user_ns: ticks(16)?,
            waited_system_ns: ticks(17)?,
            threads: number(20)?,
            rss_bytes: number(24)? * page_bytes(),
            began_ticks: number(22)?,
        })
    }
}

/// A file of `/proc`; an error names it. Other systems may have such a folder, with
/// other files in it.
fn file(path: &str) -> io::Result<String> {
    if !cfg!(target_os = "linux") {
        return Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "this needs Linux's /proc",
        ));
    }
    fs::read_to_string(path)
        .map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))
}

/// The process's own CPU-time clock, which knows nanoseconds where `/proc` knows
/// ticks.
#[cfg(target_os = "linux")]
fn clock_ns(pid: i32) -> Option<u64> {
    use nix::sys::time::TimeValLike as _;
    use nix::time::ClockId;

    let clock = ClockId::pid_cpu_clock_id(nix::unistd::Pid::from_raw(pid)).ok()?;
    Some(clock.now().ok()?.num_nanoseconds().unsigned_abs())
}

#[cfg(not(target_os = "linux"))]
fn clock_ns(_: i32) -> Option<u64> {
    None
}

fn page_bytes() -> u64 {
    let size = nix::unistd::sysconf(nix::unistd::SysconfVar::PAGE_SIZE);
    size.ok().flatten().map_or(4096, |size| size as u64)
}

/// What a thread has met while it did not run. `None` is what could not be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Thread {
    /// Ready to run, and no core was free for it.
    pub(crate) ready_ns: Option<u64>,
    /// Switches because it had to wait.
    pub(crate) voluntary: Option<u64>,
    /// Switches because the kernel wanted the core.
    pub(crate) involuntary: Option<u64>,
}

impl Thread {
    /// Reads a thread, with its switches if wanted: those take longer. Not every
    /// kernel keeps a `schedstat`.
    pub(crate) fn read(pid: i32, thread: i32, switches: bool) -> Self {
        let folder = format!("/proc/{pid}/task/{thread}");
        let schedstat = file(&format!("{folder}/schedstat")).ok();
        let status = switches.then(|| file(&format!("{folder}/status")).ok()).flatten();
        let switches = |name| field(status.as_deref()?, name);
        Self {
            ready_ns: schedstat.as_deref().and_then(ready_ns),
            voluntary: switches("voluntary_ctxt_switches:"),
            involuntary: switches("nonvoluntary_ctxt_switches:"),
        }
    }
}

/// The second of the three numbers: time on a run queue.
fn ready_ns(schedstat: &str) -> Option<u64> {
    schedstat.split_whitespace().nth(1)?.parse().ok()
}

/// The threads of a process that are alive.
pub(crate) fn threads(pid: i32) -> Vec<i32> {
    numbered(&format!("/proc/{pid}/task"))
}

/// All processes that can be seen.
fn all() -> Vec<i32> {
    numbered("/proc")
}

fn numbered(folder: &str) -> Vec<i32> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// The children that a thread of a process started; `None` if this kernel does
/// not tell (`CONFIG_PROC_CHILDREN`).
pub(crate) fn children(pid: i32, thread: i32) -> Option<Vec<i32>> {
    let text = file(&format!("/proc/{pid}/task/{thread}/children")).ok()?;
    Some(text.split_whitespace().filter_map(|child| child.parse().ok()).collect())
}

/// Every process with its parent: the long way to the children, where the
/// kernel does not tell.
pub(crate) fn parents() -> Option<Vec<(i32, i32)>> {
    let us = std::process::id().cast_signed();
    if children(us, us).is_some() {
        return None;
    }
    let parent = |pid: i32| {
        let stat = file(&format!("/proc/{pid}/stat")).ok()?;
        Some((pid, Process::parse(&stat)?.parent))
    };
    Some(all().into_iter().filter_map(parent).collect())
}

/// The most memory that a process ever had resident. A process that has ended
/// has none any more.
pub(crate) fn peak_rss_bytes(pid: i32) -> Option<u64> {
    let status = file(&format!("/proc/{pid}/status")).ok()?;
    Some(field(&status, "VmHWM:")? * 1024)
}

/// What a process and the children that it has waited for have read and
/// written. One that belongs to somebody else does not tell.
pub(crate) fn io(pid: i32) -> io::Result<Io> {
    Ok(parse_io(&file(&format!("/proc/{pid}/io"))?))
}

/// What the children have read and written that `wait` waits for: it is added to
/// our own account then. No other thread may read or write meanwhile. To ask a
/// child itself once it has ended is for root alone.
pub(crate) fn io_of_waited<T>(wait: impl FnOnce() -> T) -> (T, io::Result<Io>) {
    let own = || file("/proc/self/io");
    let before = own();
    let waited = wait();
    let gained = own().and_then(|after| {
        let before = before?;
        // To read the account counts as well.
        let read = Io { read_bytes: before.len() as u64, ..Io::default() };
        Ok(parse_io(&after) - parse_io(&before) - read)
    });
    (waited, gained)
}

fn parse_io(text: &str) -> Io {
    let number = |name| field(text, name).unwrap_or_default();
    Io {
        read_bytes: number("rchar:"),
        written_bytes: number("wchar:"),
        storage_read_bytes: number("read_bytes:"),
        storage_written_bytes: number("write_bytes:"),
    }
}

/// Its name, as `ps` shows it.
pub(crate) fn name(pid: i32) -> Option<String> {
    Some(file(&format!("/proc/{pid}/comm")).ok()?.trim().to_owned())
}

/// The signals that this process ignores: a bit each, the first is signal 1.
pub(crate) fn ignored_signals() -> u64 {
    let status = file("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

/// The control groups that a process is in: what a quota of CPU time is for.
pub(crate) fn groups(pid: i32) -> Option<String> {
    file(&format!("/proc/{pid}/cgroup")).ok()
}

/// A set of cores, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cores([u64; 16]);

impl Cores {
    /// Those that a thread may run on by its affinity; none if that is not known.
    #[cfg(target_os = "linux")]
    pub(crate) fn allowed(thread: i32) -> Self {
        use nix::sched::{CpuSet, sched_getaffinity};

        let mut cores = Self::default();
        if let Ok(set) = sched_getaffinity(nix::unistd::Pid::from_raw(thread)) {
            for core in 0..CpuSet::count().min(cores.0.len() * 64) {
                let allowed = set.is_set(core).unwrap_or(false);
                cores.0[core / 64] |= u64::from(allowed) << (core % 64);
            }
        }
        cores
    }

    #[cfg(not(target_os = "linux"))]
    pub(crate) fn allowed(_: i32) -> Self {
        Self::default()
    }

    /// Adds those of another set.
    pub(crate) fn add(&mut self, other: Self) {
        for (own, others) in self.0.iter_mut().zip(other.0) {
            *own |= others;
        }
    }

    /// How many; `None` if that is not known.
    pub(crate) fn count(self) -> Option<u64> {
        let count = self.0.iter().map(|part| u64::from(part.count_ones())).sum();
        (count > 0).then_some(count)
    }
}

fn field(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_cores_add_up_and_none_is_not_known() {
        let mut cores = Cores::default();
        assert_eq!(cores.count(), None);
        cores.add(Cores([0b11; 16]));
        cores.add(Cores([0b10; 16]));
        assert_eq!(cores.count(), Some(32));
    }

    #[test]
    fn a_name_with_parentheses_and_spaces_hides_no_field() {
        let stat = "7 (a (b) c) S 3 7 7 0 -1 0 0 0 0 0 12 34 56 78 20 0 9 0 4242 8192 \
                    5 0 0";
        let process = Process::parse(stat).expect("fits");
        assert_eq!(
            (process.parent, process.threads, process.began_ticks),
            (3, 9, 4242)
        );
        assert_eq!((process.user_ns, process.system_ns), (12 * TICK_NS, 34 * TICK_NS));
        let waited = (process.waited_user_ns, process.waited_system_ns);
        assert_eq!(waited, (56 * TICK_NS, 78 * TICK_NS));
        assert_eq!(process.rss_bytes, 5 * page_bytes());
        assert!(!process.is_zombie);
        assert!(Process::parse(&stat.replace(") S ", ") Z ")).expect("fits").is_zombie);
    }

    #[test]
    fn a_file_cut_short_is_no_process() {
        assert!(Process::parse("7 (cat) R 3 7").is_none());
        assert!(Process::parse("").is_none());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_can_be_read_and_one_that_is_not_there_cannot() {
        let us = std::process::id().cast_signed();
        let process = Process::read(us).expect("we run");
        assert!(process.cpu_ns > 0 && process.rss_bytes > 0 && process.threads > 0);
        assert!(threads(us).contains(&us));
        assert!(Cores::allowed(us).count() >= Some(1));
        let missing = Process::read(i32::MAX).expect_err("there is none");
        assert!(missing.to_string().contains("/proc/"), "{missing}");
    }
}
