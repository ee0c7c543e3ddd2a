//! Running a program: its input, output and end are left alone.

use std::ffi::{OsStr, OsString};
use std::io;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::end::End;
use crate::io::Io;
use crate::launch_error::LaunchError;
use crate::proc;
use crate::reaped::{ChildrenUsage, Reaped, reap};
use crate::report::Report;
use crate::signals::{Forwarding, Target};
use crate::subject::Subject;
use crate::watcher::Watcher;

/// Runs a program, its name and arguments, to its end, and diagnoses it.
///
/// It has this process's standard input, output and error. Signals that ask for an end
/// and that another process sends here are forwarded to it meanwhile. From now on,
/// orphans among the descendants of this process become its children.
///
/// Fails if the program cannot be started.
pub fn run(words: &[OsString]) -> Result<Report, LaunchError> {
    Launch::of(words).run()
}

/// The same, of a program that the report calls by this command line.
pub fn run_as(words: &[OsString], shown: &str) -> Result<Report, LaunchError> {
    Launch { shown: Some(shown), ..Launch::of(words) }.run()
}

/// How a program is run.
pub(crate) struct Launch<'a> {
    /// Its name and arguments.
    pub(crate) words: &'a [OsString],
    /// What a report calls it, if not by these words.
    pub(crate) shown: Option<&'a str>,
    /// A variable of its environment, and its value.
    pub(crate) variable: Option<(&'a str, &'a str)>,
    /// The cores that it is confined to.
    pub(crate) cores: Option<&'a [usize]>,
    /// Where its input comes from and its outputs go; this process's own otherwise.
    pub(crate) streams: Option<[Stdio; 3]>,
}

impl<'a> Launch<'a> {
    /// With nothing changed.
    pub(crate) fn of(words: &'a [OsString]) -> Self {
        Self { words, shown: None, variable: None, cores: None, streams: None }
    }

    /// Runs it to its end.
    pub(crate) fn run(self) -> Result<Report, LaunchError> {
        let words = self.words;
        let shown = match self.shown {
            Some(shown) => shown.split(' ').map(str::to_owned).collect(),
            None => {
                words.iter().map(|word| word.to_string_lossy().into_owned()).collect()
            }
        };
        run_command(words, shown, |command| {
            if let Some((name, value)) = self.variable {
                command.env(name, value);
            }
            if let Some([input, output, error]) = self.streams {
                command.stdin(input).stdout(output).stderr(error);
            }
            match self.cores {
                // A child begins with the cores of the thread that starts it.
                Some(cores) => proc::confined_to(cores, || command.spawn()),
                None => command.spawn(),
            }
        })
    }
}

fn run_command(
    words: &[OsString],
    shown: Vec<String>,
    spawn: impl FnOnce(&mut Command) -> io::Result<Child>,
) -> Result<Report, LaunchError> {
    let target = Target::default();
    let forwarding = Forwarding::to(target.clone()).map_err(|error| {
        LaunchError::ours(format!("cannot listen to signals: {error}"))
    })?;
    adopt_orphans();
    let (program, arguments) = match words {
        [program, arguments @ ..] => (program.as_os_str(), arguments),
        [] => (OsStr::new(""), words),
    };
    let counters = proc::Counters::of_the_next();
    let before = ChildrenUsage::now();
    let began = Instant::now();
    let child = spawn(Command::new(program).args(arguments));
    let mut child = child.map_err(|error| LaunchError::starting(program, &error))?;
    target.set(Some(child.id().cast_signed()));
    let (stop, stopped) = mpsc::channel::<()>();
    let reaped = &Reaped::default();
    let watcher = Watcher::new(child.id().cast_signed(), began, before);
    let ((wall, orphans), watcher) = thread::scope(|scope| {
        let watching = scope.spawn(move || watcher.watch(&stopped, reaped));
        let ended = wait(&mut child, began, reaped);
        drop(stop);
        (ended, watching.join().expect("it does not panic"))
    });
    target.set(None);
    let end =
        End::of(&mut child, before, wall, orphans, counters).map_err(|error| {
            LaunchError::ours(format!("cannot learn how the program ended ({error})"))
        })?;
    drop(forwarding);
    let subject = Subject::program(shown, end.status);
    Ok(watcher.report(subject, &end))
}

/// Descendants whose parents end become our children instead of init's, so that
/// they can be seen. When we end, they go where they would have gone.
fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    // Where the kernel refuses, they are out of sight, as elsewhere.
    let _ = nix::sys::prctl::set_child_subreaper(true);
}

/// Waits until the program has ended, and leaves it a zombie. Returns how long it ran,
/// and what orphans read and wrote that ended meanwhile.
#[cfg(target_os = "linux")]
fn wait(child: &mut Child, began: Instant, reaped: &Reaped) -> (Duration, Io) {
    let program = child.id().cast_signed();
    let mut orphans = Io::default();
    while let Some(ended) = wait_for_an_end(program) {
        if ended == program {
            break;
        }
        let mut reaped = reaped.lock();
        orphans = orphans.plus(reap(ended));
        reaped.push(ended);
    }
    (began.elapsed(), orphans)
}

/// Waits until the program has ended. There are no orphans here.
#[cfg(not(target_os = "linux"))]
fn wait(child: &mut Child, began: Instant, _: &Reaped) -> (Duration, Io) {
    // It keeps the outcome for the next to wait.
    let _ = child.wait();
    (began.elapsed(), Io::default())
}

/// Waits until some child has ended, and leaves it a zombie. `None` if that cannot be
/// known: then there is the program alone to wait for.
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
