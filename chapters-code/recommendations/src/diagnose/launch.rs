//! Running a program: its input, output and end are left alone.

use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use measure::environment;
use nix::sys::resource::{Usage as Rusage, UsageWho, getrusage};
use nix::sys::signal::Signal;
use nix::sys::time::TimeValLike as _;

use crate::diagnose::process::{self, Process};
use crate::diagnose::profile::{Moment, Profile};
use crate::diagnose::report::{Observed, Subject};
use crate::diagnose::signals::{Listening, Target};
use crate::diagnose::tally::Tally;
use crate::diagnose::tree::{Detail, Look};
use crate::diagnose::usage::{Io, Usage};

/// Why a program was not run, with the exit status that shells give then.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) status: u8,
    pub(super) message: String,
}

/// Runs a program to its end, and watches it.
pub(super) fn run(words: &[OsString]) -> Result<Observed, Refused> {
    let target = Target::default();
    let listening = Listening::for_program(target.clone()).map_err(|error| {
        Refused { status: 1, message: format!("cannot listen to signals: {error}") }
    })?;
    adopt_orphans();
    let (program, arguments) = match words {
        [program, arguments @ ..] => (program.as_os_str(), arguments),
        [] => (OsStr::new(""), words),
    };
    let before = Children::now();
    let began = Instant::now();
    let child = Command::new(program).args(arguments).spawn();
    let mut child = child.map_err(|error| refused(program, &error))?;
    target.set(Some(child.id().cast_signed()));
    let (stop, stopped) = mpsc::channel::<()>();
    let quiet = &Mutex::new(());
    let ((wall, orphans), watcher) = thread::scope(|scope| {
        let watching = scope.spawn(move || {
            let mut watcher = Watcher::new(began, before);
            while let Err(RecvTimeoutError::Timeout) =
                stopped.recv_timeout(watcher.pause())
            {
                let _quiet = quiet.lock();
                watcher.look();
            }
            watcher
        });
        let ended = wait(&mut child, began, quiet);
        drop(stop);
        (ended, watching.join().expect("it does not panic"))
    });
    let end = End::of(&mut child, wall, orphans, &target);
    drop(listening);
    let words = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let subject = Subject::program(words, end.status);
    Ok(watcher.observed(subject, &end))
}

/// Descendants whose parents end become our children instead of init's, so that
/// they can be seen. When we end, they go where they would have gone.
fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    // Where the kernel refuses, they are out of sight, as elsewhere.
    let _ = nix::sys::prctl::set_child_subreaper(true);
}

fn refused(program: &OsStr, error: &io::Error) -> Refused {
    let shown = program.display();
    let path = Path::new(program);
    let (status, message) = match error.kind() {
        ErrorKind::NotFound if path.is_file() && path.components().count() > 1 => (
            127,
            format!(
                "cannot run `{shown}`: the interpreter that its first line names, or the \
                 loader that it was linked for, is not there"
            ),
        ),
        ErrorKind::NotFound => (
            127,
            format!(
                "there is no program `{shown}`: give a path, such as ./{shown}, or a name \
                 that is on your PATH"
            ),
        ),
        ErrorKind::PermissionDenied if path.is_dir() => {
            (126, format!("cannot run `{shown}`: it is a folder"))
        }
        ErrorKind::PermissionDenied => (
            126,
            format!(
                "cannot run `{shown}`: it is not executable; `chmod +x` makes it so"
            ),
        ),
        _ => (126, format!("cannot run `{shown}`: {error}")),
    };
    Refused { status, message }
}

/// What children have used that this process has waited for: getrusage(2).
#[derive(Clone, Copy)]
struct Children {
    user_ns: u64,
    system_ns: u64,
    voluntary: u64,
    involuntary: u64,
    /// Of the largest.
    peak_rss_bytes: u64,
}

impl Children {
    fn now() -> Self {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN)
            .expect("it fails for no valid request");
        let number = |of: fn(&Rusage) -> i64| of(&usage).unsigned_abs();
        Self {
            user_ns: number(|usage| usage.user_time().num_nanoseconds()),
            system_ns: number(|usage| usage.system_time().num_nanoseconds()),
            voluntary: number(Rusage::voluntary_context_switches),
            involuntary: number(Rusage::involuntary_context_switches),
            // Linux counts in KiB, macOS in bytes.
            peak_rss_bytes: number(Rusage::max_rss)
                * if cfg!(target_os = "macos") { 1 } else { 1024 },
        }
    }

    fn since(self, earlier: Self) -> Self {
        Self {
            user_ns: self.user_ns - earlier.user_ns,
            system_ns: self.system_ns - earlier.system_ns,
            voluntary: self.voluntary - earlier.voluntary,
            involuntary: self.involuntary - earlier.involuntary,
            peak_rss_bytes: self.peak_rss_bytes,
        }
    }
}

/// Waits until the program has ended, and leaves it as it is. Returns how long it
/// ran, and what orphans read and wrote that ended meanwhile.
#[cfg(target_os = "linux")]
fn wait(child: &mut Child, began: Instant, quiet: &Mutex<()>) -> (Duration, Io) {
    let program = child.id().cast_signed();
    let mut orphans = Io::default();
    while let Some(ended) = wait_for_an_end(program) {
        if ended == program {
            break;
        }
        let _quiet = quiet.lock();
        orphans = orphans + collect(ended);
    }
    (began.elapsed(), orphans)
}

/// Waits until the program has ended. There are no orphans here.
#[cfg(not(target_os = "linux"))]
fn wait(child: &mut Child, began: Instant, _: &Mutex<()>) -> (Duration, Io) {
    // It keeps the outcome for whoever waits again.
    let _ = child.wait();
    (began.elapsed(), Io::default())
}

/// How a program ended.
struct End {
    status: ExitStatus,
    wall: Duration,
    /// Of the program and of the orphans that ended before it.
    io: io::Result<Io>,
}

impl End {
    /// Waits for a program that has ended, or is about to.
    fn of(child: &mut Child, wall: Duration, orphans: Io, target: &Target) -> Self {
        target.set(None);
        let (status, io) = process::io_of_waited(|| child.wait());
        let status = status.expect("it is our child, and nobody else waits");
        Self { status, wall, io: io.map(|io| io + orphans) }
    }
}

/// Waits until some child has ended, and leaves it as it is. `None` if that
/// cannot be told: then there is the program alone to wait for.
#[cfg(target_os = "linux")]
fn wait_for_an_end(program: i32) -> Option<i32> {
    use nix::errno::Errno;
    use nix::sys::wait::{Id, WaitPidFlag, waitid};
    use nix::unistd::Pid;

    let ended = WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT;
    loop {
        match waitid(Id::All, ended) {
            Ok(status) => return status.pid().map(Pid::as_raw),
            Err(Errno::EINTR) => {}
            // By a signal that nix has no name for: if not the program, an orphan
            // that stays in the way.
            Err(_) => {
                let one = waitid(Id::Pid(Pid::from_raw(program)), ended);
                if one != Err(Errno::EINTR) {
                    return None;
                }
            }
        }
    }
}

/// Takes an orphan that has ended out of the table of processes; what it has
/// read and written.
fn collect(orphan: i32) -> Io {
    let pid = nix::unistd::Pid::from_raw(orphan);
    let (_, io) = process::io_of_waited(|| nix::sys::wait::waitpid(pid, None));
    io.unwrap_or_default()
}

/// Looks at the program now and then.
struct Watcher {
    began: Instant,
    before: Children,
    tally: Tally,
    profile: Profile,
    cost: Duration,
}

impl Watcher {
    fn new(began: Instant, before: Children) -> Self {
        let (tally, profile) = (Tally::of_children(), Profile::new());
        Self { began, before, tally, profile, cost: Duration::ZERO }
    }

    fn pause(&self) -> Duration {
        self.profile.pause(self.cost)
    }

    fn look(&mut self) {
        let began = Instant::now();
        let at_ns = self.began.elapsed().as_nanos() as u64;
        // First those that have ended: one that ends in between is missing from
        // this look, not in it twice.
        let ended = Children::now().since(self.before);
        self.tally.add(&Look::below_us(Detail::Passing));
        let cpu_ns = ended.user_ns + ended.system_ns + self.tally.total().cpu_ns;
        let ready_ns = self.tally.met().ready_ns;
        self.profile.note(Moment { at_ns, cpu_ns, ready_ns });
        self.cost = began.elapsed();
    }

    /// What was seen, once the program has ended.
    fn observed(mut self, subject: Subject, end: &End) -> Observed {
        let left = left_running();
        let used = Children::now().since(self.before);
        let known = self.tally.looks > 0 && cfg!(target_os = "linux");
        let peaks = self.tally.peaks;
        let usage = Usage {
            wall_ns: end.wall.as_nanos() as u64,
            user_ns: used.user_ns,
            system_ns: used.system_ns,
            left_running: cfg!(target_os = "linux").then_some(left.processes),
            left_running_cpu_ns: left.cpu_ns,
            ready_ns: known.then_some(self.tally.met().ready_ns),
            // A program that was not seen was there all the same.
            peak_processes: known.then_some(peaks.processes.max(1)),
            peak_threads: known.then_some(peaks.threads.max(1)),
            voluntary_switches: Some(used.voluntary),
            involuntary_switches: Some(used.involuntary),
            peak_process_bytes: peak_process_bytes(
                used.peak_rss_bytes,
                peaks.process_bytes,
            ),
            peak_together_bytes: (known && peaks.together_bytes > 0)
                .then_some(peaks.together_bytes),
            io: end.io.as_ref().ok().map(|io| *io + left.io),
            looks: self.tally.looks,
        };
        let mut unknown = Vec::new();
        if let Err(error) = &end.io {
            unknown.push(format!("what it read and wrote could not be read ({error})"));
        }
        if usage.peak_process_bytes.is_none() {
            unknown.push("its memory could not be read before it ended".to_owned());
        }
        if !cfg!(target_os = "linux") {
            unknown.push(
                "the use of cores over time, threads and processes are known on Linux only"
                    .to_owned(),
            );
        }
        self.profile.end(usage.wall_ns, usage.cpu_ns());
        let cores_usable = environment::cores_usable();
        Observed { subject, usage, profile: self.profile, cores_usable, unknown }
    }
}

/// Descendants that the program left behind.
struct Left {
    /// Those that have not ended.
    processes: u64,
    /// What those have used.
    cpu_ns: u64,
    /// What the others have read and written.
    io: Io,
}

/// The descendants that have not ended, and the CPU time that they have used.
/// Those that have ended are waited for.
fn left_running() -> Left {
    let us = std::process::id().cast_signed();
    let look = Look::below_us(Detail::Passing);
    let mut io = Io::default();
    for (pid, process) in &look.processes {
        if process.is_zombie && process.parent == us {
            io = io + collect(*pid);
        }
    }
    let cpu_ns = look.alive().map(Process::cpu_with_children_ns);
    Left { processes: look.alive().count() as u64, cpu_ns: cpu_ns.sum(), io }
}

/// The most memory of one process. What the kernel says in the end is exact, but
/// a process begins as a copy of this one, and its peak with ours: if it is no
/// more than that, what was seen meanwhile is nearer.
fn peak_process_bytes(in_the_end: u64, seen: Option<u64>) -> Option<u64> {
    match measure::counters::peak_rss_bytes() {
        Some(ours) if cfg!(target_os = "linux") && in_the_end <= ours => seen,
        _ => Some(in_the_end.max(seen.unwrap_or(0))),
    }
}

impl Observed {
    /// The status to end with: the program's, or 128 and the signal's number.
    pub(super) fn exit_status(&self) -> u8 {
        match &self.subject {
            Subject::Program { exit_code: Some(code), .. } => *code as u8,
            Subject::Program { signal_number: Some(signal), .. } => {
                (128 + signal).min(255) as u8
            }
            _ => 0,
        }
    }
}

impl Subject {
    fn program(command: Vec<String>, status: ExitStatus) -> Self {
        let name = |number| {
            Signal::try_from(number).map_or_else(
                |_| format!("signal {number}"),
                |signal| signal.to_string(),
            )
        };
        Self::Program {
            command,
            exit_code: status.code(),
            signal_number: status.signal(),
            signal: status.signal().map(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peak_that_may_be_our_own_is_not_taken_for_the_programs() {
        let ours = measure::counters::peak_rss_bytes().expect("known");
        assert_eq!(peak_process_bytes(ours * 2, Some(1)), Some(ours * 2));
        if cfg!(target_os = "linux") {
            assert_eq!(peak_process_bytes(ours / 2, Some(1)), Some(1));
            assert_eq!(peak_process_bytes(ours / 2, None), None);
        }
    }
}
