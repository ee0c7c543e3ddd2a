//! What the threads of this process do, at a moment: proc(5).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Where a thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On a core, or ready for one.
    Running,
    /// At a word of memory that another thread has to change, a futex: a lock, a
    /// channel, or the end of a thread.
    Lock,
    /// At an event queue.
    Events,
    /// Asleep elsewhere.
    Elsewhere,
    /// Asleep, and the kernel does not tell where.
    Unknown,
}

#[derive(Debug, PartialEq, Eq)]
struct Thread {
    place: Place,
    /// How often it was given a core or left it.
    switches: u64,
    /// CPU time so far, where the kernel keeps an account of it.
    cpu: Duration,
}

/// The threads of this process, by number, but for the one that looks.
#[derive(Debug)]
pub(super) struct Threads(BTreeMap<String, Thread>);

impl Threads {
    /// The others' threads; `None` where they cannot be seen, as on macOS.
    pub(super) fn of_others() -> Option<Self> {
        let own = fs::read_link("/proc/thread-self").ok()?;
        let own = own.file_name()?.to_str()?;
        let folders = fs::read_dir("/proc/self/task").ok()?;
        let names =
            folders.filter_map(|folder| folder.ok()?.file_name().into_string().ok());
        let thread = |name: String| Some((seen(&name)?, name));
        let others = names.filter(|name| name != own).filter_map(thread);
        Some(Self(others.map(|(seen, name)| (name, seen)).collect()))
    }

    /// Whether these are the threads of before, and all have slept since.
    pub(super) fn slept_since(&self, before: &Self) -> bool {
        let sleeps = |thread: &Thread| thread.place != Place::Running;
        !self.0.is_empty() && self.0 == before.0 && self.0.values().all(sleeps)
    }

    /// The CPU time of all of them.
    pub(super) fn cpu(&self) -> Duration {
        self.0.values().map(|thread| thread.cpu).sum()
    }

    /// How many of them are at such a place.
    pub(super) fn count(&self, is_such: impl Fn(Place) -> bool) -> u64 {
        self.0.values().filter(|thread| is_such(thread.place)).count() as u64
    }
}

/// A thread of this process; `None` if it has ended.
fn seen(name: &str) -> Option<Thread> {
    let folder = Path::new("/proc/self/task").join(name);
    let status = fs::read_to_string(folder.join("status")).ok()?;
    let value = |key: &str| status.lines().find_map(|line| line.strip_prefix(key));
    let switches = |key| value(key).and_then(|count| count.trim().parse::<u64>().ok());
    let place = match value("State:")?.trim().as_bytes().first() {
        // A short wait for the kernel itself, such as for a page (D), will end.
        Some(b'R' | b'D') => Place::Running,
        _ => place(&fs::read_to_string(folder.join("wchan")).unwrap_or_default()),
    };
    let switches = switches("voluntary_ctxt_switches:")?
        + switches("nonvoluntary_ctxt_switches:")?;
    let account = fs::read_to_string(folder.join("schedstat")).unwrap_or_default();
    let cpu_ns = account.split(' ').next().and_then(|ns| ns.parse().ok());
    let cpu = Duration::from_nanos(cpu_ns.unwrap_or_default());
    Some(Thread { place, switches, cpu })
}

/// What the kernel's function is for in which a thread sleeps.
fn place(function: &str) -> Place {
    if function.contains("futex") {
        Place::Lock
    } else if function.contains("ep_poll") || function.contains("epoll") {
        Place::Events
    } else if matches!(function, "" | "0") {
        Place::Unknown
    } else {
        Place::Elsewhere
    }
}
