//! Watching a process that runs already.

use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use measure::environment;
use nix::errno::Errno;
use nix::sys::signal::kill;
use nix::unistd::Pid;
use record::quantity;

use crate::process::{self, Cores, Process};
use crate::profile::{Moment, Profile};
use crate::report::{self, Observed, Subject};
use crate::signals;
use crate::tally::Tally;
use crate::tree::{Detail, Look};
use crate::usage::Usage;

/// Watches a process and its descendants for so long, until it ends, or until
/// Ctrl-C.
pub(crate) fn watch(pid: i32, time: Duration) -> Result<Observed> {
    let first = there(pid)?;
    let name = process::name(pid).unwrap_or_default();
    // Now: once it has ended, nobody may ask.
    let readable = process::io(pid);
    let quota = quota(pid);
    let interrupted = signals::interruption()?;
    if std::io::stderr().is_terminal() {
        let time = quantity::time(time.as_nanos() as f64);
        let name = report::shortened(&name);
        // It is for a person; if nobody can read it, the report may be read yet.
        let _ = writeln!(
            std::io::stderr(),
            "Watching process {pid} ({name}) for {time}; Ctrl-C ends it earlier."
        );
    }
    let began = Instant::now();
    let look = Look::at(pid, Detail::Everything, &[]);
    let mut cores = look.cores;
    let mut tally = Tally::of_others(&look);
    let before = tally.total();
    let mut profile = Profile::new();
    let mut cost = Duration::ZERO;
    let (mut ended, mut stopped) = (false, false);
    while !ended && !stopped && began.elapsed() < time {
        thread::sleep(profile.pause(cost).min(time.saturating_sub(began.elapsed())));
        let at = began.elapsed();
        let look = Look::at(pid, Detail::Everything, &tally.known());
        let same = look.processes.get(&pid).filter(|process| {
            !process.is_zombie && process.began_ticks == first.began_ticks
        });
        ended = same.is_none();
        stopped = interrupted.load(Ordering::Relaxed);
        // A number may belong to another process by now.
        let look = if ended { Look::default() } else { look };
        if !ended {
            cores = look.cores;
        }
        tally.add(&look);
        profile.note(Moment {
            at_ns: at.as_nanos() as u64,
            cpu_ns: tally.since(before).cpu_ns,
            ready_ns: tally.met().ready_ns.unwrap_or(0),
        });
        cost = began.elapsed().saturating_sub(at);
    }
    let wall_ns = profile.lasted_ns();
    let used = tally.since(before);
    let not_told_cpu_ns = tally.not_told().cpu_ns.min(used.cpu_ns);
    let cpu_ns = used.cpu_ns - not_told_cpu_ns;
    // The clock is exact; the ticks say how it divides.
    let ticks = (used.user_ns + used.system_ns).max(1);
    let user_ns = (cpu_ns as f64 * used.user_ns as f64 / ticks as f64) as u64;
    let met = tally.met();
    let usage = Usage {
        wall_ns,
        user_ns,
        system_ns: cpu_ns - user_ns,
        left_running_cpu_ns: 0,
        not_told_cpu_ns,
        left_running: None,
        ready_ns: met.ready_ns,
        peak_processes: Some(tally.peaks.processes),
        peak_threads: Some(tally.peaks.threads),
        voluntary_switches: met.voluntary,
        involuntary_switches: met.involuntary,
        peak_process_bytes: tally.peaks.process_bytes,
        peak_together_bytes: Some(tally.peaks.together_bytes),
        io: readable.is_ok().then_some(used.io),
        looks: tally.looks,
    };
    let mut unknown = Vec::new();
    if let Err(error) = readable {
        unknown.push(format!(
            "what it read and wrote is for its owner and for root to see ({error})"
        ));
    }
    if met.ready_ns.is_none() {
        unknown.push(report::NO_READY_TIME.to_owned());
    }
    if met.voluntary.is_none() {
        unknown.push("how often its threads were switched".to_owned());
    }
    let allowed = cores.count().unwrap_or_else(environment::cores_usable);
    let cores_usable = allowed.min(quota.unwrap_or(allowed));
    let subject = Subject::Process { pid, name, ended, stopped: stopped && !ended };
    Ok(Observed { subject, usage, profile, cores_usable, unknown })
}

/// The cores that a quota leaves to a process, where that is known: if it is ours as
/// well, and allows less than our affinity does.
fn quota(pid: i32) -> Option<u64> {
    let us = std::process::id().cast_signed();
    let shared = process::groups(pid)? == process::groups(us)?;
    let usable = environment::cores_usable();
    (shared && usable < Cores::allowed(us).count()?).then_some(usable)
}

/// The process, if it is there and can be watched.
fn there(pid: i32) -> Result<Process> {
    if !cfg!(target_os = "linux") {
        bail!(
            "watching a running process needs Linux's /proc; run the program instead"
        );
    }
    match Process::read(pid) {
        Ok(process) if process.is_zombie => {
            bail!("process {pid} has ended; its parent has not yet asked how")
        }
        Ok(process) => Ok(process),
        Err(_) if kill(Pid::from_raw(pid), None) == Err(Errno::EPERM) => bail!(
            "process {pid} belongs to another user, and this system hides those \
             (hidepid): watch it as that user, or as root"
        ),
        Err(_) => {
            bail!("there is no process {pid}: it may have ended; `ps -e` lists all")
        }
    }
}
