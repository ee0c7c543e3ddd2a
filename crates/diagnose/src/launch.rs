//! Running a program: its input, output and end are left alone.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use crate::process::{self, Process};
use crate::refused::Refused;
use crate::report::{Observed, Subject};
use crate::signals::{Listening, Target};
use crate::tree::{Detail, Look};
use crate::usage::Io;
use crate::waited::{Children, Collected, collect};
use crate::watcher::Watcher;

/// Runs a program to its end, and watches it.
pub(crate) fn run(words: &[OsString]) -> Result<Observed, Refused> {
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
    let mut child = child.map_err(|error| Refused::starting(program, &error))?;
    target.set(Some(child.id().cast_signed()));
    let (stop, stopped) = mpsc::channel::<()>();
    let collected = &Collected::default();
    let watcher = Watcher::new(child.id().cast_signed(), began, before);
    let ((wall, orphans), watcher) = thread::scope(|scope| {
        let watching = scope.spawn(move || watcher.watch(&stopped, collected));
        let ended = wait(&mut child, began, collected);
        drop(stop);
        (ended, watching.join().expect("it does not panic"))
    });
    let end = End::of(&mut child, before, wall, orphans, &target);
    let end = end.map_err(|error| Refused {
        status: 1,
        message: format!("cannot learn how the program ended ({error})"),
    })?;
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

/// Waits until the program has ended, and leaves it as it is. Returns how long it
/// ran, and what orphans read and wrote that ended meanwhile.
#[cfg(target_os = "linux")]
fn wait(child: &mut Child, began: Instant, collected: &Collected) -> (Duration, Io) {
    let program = child.id().cast_signed();
    let mut orphans = Io::default();
    while let Some(ended) = wait_for_an_end(program) {
        if ended == program {
            break;
        }
        let mut collected = collected.in_quiet();
        orphans = orphans + collect(ended);
        collected.push(ended);
    }
    (began.elapsed(), orphans)
}

/// Waits until the program has ended. There are no orphans here.
#[cfg(not(target_os = "linux"))]
fn wait(child: &mut Child, began: Instant, _: &Collected) -> (Duration, Io) {
    // It keeps the outcome for whoever waits again.
    let _ = child.wait();
    (began.elapsed(), Io::default())
}

/// How a program ended.
pub(crate) struct End {
    pub(crate) status: ExitStatus,
    pub(crate) wall: Duration,
    /// What it left behind.
    pub(crate) left: Left,
    /// By it, and by all that were waited for.
    pub(crate) used: Children,
    /// Of the program and of the orphans that ended before it.
    pub(crate) io: io::Result<Io>,
}

impl End {
    /// Waits for a program that has ended, or is about to. Fails if somebody else has:
    /// then nobody knows.
    fn of(
        child: &mut Child,
        before: Children,
        wall: Duration,
        orphans: Io,
        target: &Target,
    ) -> io::Result<Self> {
        target.set(None);
        let (status, io) = process::io_of_waited(|| child.wait());
        let status = status?;
        let left = left_running();
        let used = Children::now().since(before);
        Ok(Self { status, wall, left, used, io: io.map(|io| io + orphans) })
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

/// Descendants that the program left behind.
pub(crate) struct Left {
    /// Those that have not ended.
    pub(crate) processes: u64,
    /// What those have used.
    pub(crate) cpu_ns: u64,
    /// What the others have read and written.
    pub(crate) io: Io,
}

/// The descendants that have not ended, and the CPU time that they have used.
/// Those that have ended are waited for.
fn left_running() -> Left {
    let us = std::process::id().cast_signed();
    let look = Look::below_us(Detail::Passing, &[]);
    let mut io = Io::default();
    for (pid, process) in &look.processes {
        if process.is_zombie && process.parent == us {
            io = io + collect(*pid);
        }
    }
    let cpu_ns = look.alive().map(Process::cpu_with_children_ns);
    Left { processes: look.alive().count() as u64, cpu_ns: cpu_ns.sum(), io }
}

impl Observed {
    /// The status to end with: the program's, or 128 and the signal's number.
    pub(crate) fn exit_status(&self) -> u8 {
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
    /// A program that has ended so.
    pub(crate) fn program(command: Vec<String>, status: ExitStatus) -> Self {
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
