//! Watching a process that runs already.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use nix::errno::Errno;
use nix::sys::signal::kill;
use nix::unistd::Pid;

use crate::monitor::{self, Monitor};
use crate::proc::{Handle, Process};
use crate::report::{self, Report};
use crate::signals;
use crate::snapshot::Snapshot;
use crate::subject::{self, Subject};
use crate::tally::Tally;
use crate::usage::Usage;

/// A process that runs already and can be watched.
pub struct Attached {
    pid: i32,
    name: String,
    start_ticks: u64,
    /// Why what it reads and writes cannot be read.
    no_io: Option<anyhow::Error>,
    interrupted: Arc<AtomicBool>,
}

impl Attached {
    /// Attaches to a process. From now on Ctrl-C, SIGTERM and SIGHUP end the watching and
    /// not this process.
    ///
    /// Fails if there is no such process, if it has ended, if the system hides it, or
    /// where there is no Linux.
    pub fn to(pid: i32) -> Result<Self> {
        let (handle, first) = find(pid)?;
        Ok(Self {
            pid,
            name: first.name,
            start_ticks: first.start_ticks,
            no_io: handle.io().err(),
            interrupted: signals::interruption()?,
        })
    }

    /// The process's name, short enough for a line of a terminal.
    pub fn name(&self) -> String {
        subject::shortened(&self.name)
    }

    /// Watches it and its descendants for this time, until it ends, or until Ctrl-C.
    pub fn watch(self, time: Duration) -> Report {
        let began = Instant::now();
        let first = Snapshot::of_tree(self.pid, &[], true);
        let mut monitor = Monitor::new(began, Tally::of_others(&first));
        monitor.cores = first.cores;
        let before = monitor.tally.total();
        let (mut ended, mut stopped) = (false, false);
        let mut at = began;
        // The last snapshot is no earlier than that.
        while !ended && !stopped && at - began < time {
            thread::sleep(monitor.pause().min(time.saturating_sub(began.elapsed())));
            at = Instant::now();
            let known = monitor.tally.known();
            let snapshot = Snapshot::of_tree(self.pid, &known, monitor.wants_open());
            ended = !snapshot.processes.get(&self.pid).is_some_and(|process| {
                !process.is_zombie && process.start_ticks == self.start_ticks
            });
            stopped = self.interrupted.load(Ordering::Relaxed);
            // Its number may belong to another process by now.
            let snapshot = if ended { Snapshot::default() } else { snapshot };
            monitor.add(at, &snapshot, |tally| tally.total().minus(before).cpu_ns);
        }
        let used = monitor.tally.total().minus(before);
        let seen = monitor.usage();
        let unaccounted_cpu_ns = seen.unaccounted_cpu_ns.min(used.cpu_ns);
        let cpu_ns = used.cpu_ns - unaccounted_cpu_ns;
        // The clock is exact; the ticks give the proportion of the two.
        let ticks = (used.user_ns + used.system_ns).max(1);
        let user_ns = (cpu_ns as f64 * used.user_ns as f64 / ticks as f64) as u64;
        let usage = Usage {
            wall_ns: monitor.profile.lasted_ns(),
            user_ns,
            system_ns: cpu_ns - user_ns,
            unaccounted_cpu_ns,
            io: self.no_io.is_none().then_some(used.io),
            ..seen
        };
        let mut unknown = Vec::new();
        if let Some(error) = self.no_io {
            unknown.push(format!(
                "what it read and wrote is for its owner and for root to see ({error:#})"
            ));
        }
        if usage.ready_ns.is_none() {
            unknown.push(report::NO_READY_TIME.to_owned());
        }
        if usage.voluntary_switches.is_none() {
            unknown.push("how often its threads were switched".to_owned());
        }
        let allowed = monitor.cores_allowed().unwrap_or_else(monitor::cores_usable);
        // Rounded down, as threads are advised to be.
        let quota = usage.quota_cores.map(|cores| (cores as u64).max(1));
        let cores_usable = allowed.min(quota.unwrap_or(allowed));
        let (pid, name, stopped) = (self.pid, self.name, stopped && !ended);
        let subject = Subject::Process { pid, name, ended, stopped };
        let Monitor { profile, executables, .. } = monitor;
        Report::new(subject, usage, profile, cores_usable, unknown, &executables)
    }
}

/// The process, if it is there and can be watched.
fn find(pid: i32) -> Result<(Handle, Process)> {
    if !cfg!(target_os = "linux") {
        bail!(
            "watching a running process needs Linux's /proc; run the program instead"
        );
    }
    let read = |handle: Handle| handle.process().map(|process| (handle, process));
    match Handle::open(pid).and_then(read) {
        Ok((_, process)) if process.is_zombie => {
            bail!("process {pid} has ended; its parent has not yet asked how")
        }
        Ok(found) => Ok(found),
        Err(_) if kill(Pid::from_raw(pid), None) == Err(Errno::EPERM) => bail!(
            "process {pid} belongs to another user, and this system hides those \
             (hidepid): watch it as that user, or as root"
        ),
        Err(_) => {
            bail!("there is no process {pid}: it may have ended; `ps -e` lists all")
        }
    }
}
