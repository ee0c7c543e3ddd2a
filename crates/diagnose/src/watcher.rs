//! Watching a program that we have started.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Instant;

use anyhow::Error;

use crate::end::End;
use crate::monitor::{self, Monitor};
use crate::proc::{self, Process};
use crate::reaped::{ChildrenUsage, Reaped};
use crate::report::{self, Report};
use crate::snapshot::Snapshot;
use crate::subject::Subject;
use crate::tally::Tally;
use crate::usage::Usage;

/// Takes snapshots of the program now and then.
pub(crate) struct Watcher {
    /// Why it cannot be seen.
    blind: Option<Error>,
    before: ChildrenUsage,
    monitor: Monitor,
}

impl Watcher {
    /// Of a program that has just been started.
    pub(crate) fn new(program: i32, began: Instant, before: ChildrenUsage) -> Self {
        Self {
            blind: Process::read(program).err(),
            before,
            monitor: Monitor::new(began, Tally::of_children()),
        }
    }

    /// Watches until `stopped` hangs up, or nothing is to be seen: then the use of
    /// cores is not known over time, only in the end.
    pub(crate) fn watch(mut self, stopped: &Receiver<()>, reaped: &Reaped) -> Self {
        while self.blind.is_none() {
            let stop = stopped.recv_timeout(self.monitor.pause());
            let mut lock = reaped.lock();
            let reaped = std::mem::take(&mut *lock);
            if stop != Err(RecvTimeoutError::Timeout) {
                // It has not been waited for: it is there, with its whole account.
                let snapshot = self.snapshot(reaped);
                self.monitor.tally.add_accounts(&snapshot);
                break;
            }
            self.poll(reaped);
        }
        self
    }

    fn snapshot(&self, reaped: Vec<i32>) -> Snapshot {
        let known = self.monitor.tally.known();
        let open = self.monitor.wants_open();
        Snapshot { reaped, ..Snapshot::of_descendants(&known, open) }
    }

    fn poll(&mut self, reaped: Vec<i32>) {
        let at = Instant::now();
        // First those that have ended: one that ends in between is missing from this
        // snapshot, not in it twice.
        let ended = ChildrenUsage::now().since(self.before);
        let snapshot = self.snapshot(reaped);
        self.monitor.add(at, &snapshot, |tally| {
            ended.user_ns + ended.system_ns + tally.total().cpu_ns
        });
    }

    /// Reports on the program, once it has ended.
    pub(crate) fn report(mut self, subject: Subject, end: &End) -> Report {
        let used = end.used;
        let seen = self.monitor.usage();
        let known = seen.snapshots > 0;
        let usage = Usage {
            wall_ns: end.wall.as_nanos() as u64,
            user_ns: used.user_ns,
            system_ns: used.system_ns,
            left_running: self.blind.is_none().then_some(end.left_running),
            left_running_cpu_ns: end.left_running_cpu_ns,
            // A program that no snapshot has was there all the same.
            peak_processes: seen
                .peak_processes
                .filter(|_| known)
                .map(|most| most.max(1)),
            peak_threads: seen.peak_threads.filter(|_| known).map(|most| most.max(1)),
            voluntary_switches: Some(used.voluntary),
            involuntary_switches: Some(used.involuntary),
            page_faults: Some(used.page_faults),
            peak_process_bytes: peak_process_bytes(
                used.peak_rss_bytes,
                seen.peak_process_bytes,
            ),
            peak_together_bytes: seen.peak_together_bytes.filter(|bytes| *bytes > 0),
            io: end.io.as_ref().ok().copied(),
            counted: end.counted.as_ref().ok().copied(),
            ..seen
        };
        let mut unknown = Vec::new();
        if let Err(error) = &end.io {
            unknown
                .push(format!("what it read and wrote could not be read ({error:#})"));
        }
        if usage.counted.is_none() {
            unknown.push(
                "instructions and cache misses: this machine has no such counters, or does \
                 not allow them (`perf_event_paranoid`)"
                    .to_owned(),
            );
        }
        if usage.peak_process_bytes.is_none() {
            unknown.push("its memory could not be read before it ended".to_owned());
        }
        if let Some(error) = &self.blind {
            unknown.push(format!(
                "the use of cores over time, threads and processes: it could not be seen \
                 while it ran ({error:#}), so the verdict is about averages"
            ));
        } else if known && usage.ready_ns.is_none() {
            unknown.push(report::NO_READY_TIME.to_owned());
        }
        self.monitor.profile.end(usage.wall_ns, usage.cpu_ns());
        let usable = monitor::cores_usable();
        let cores_usable = usable.min(self.monitor.cores_allowed().unwrap_or(usable));
        let Monitor { profile, executables, .. } = self.monitor;
        Report::new(subject, usage, profile, cores_usable, unknown, &executables)
    }
}

/// The most memory of one process. The kernel's account in the end is exact, but a
/// process begins as a copy of this one, and its peak with ours: if it is no more than
/// that, what was seen meanwhile is nearer.
fn peak_process_bytes(in_the_end: u64, seen: Option<u64>) -> Option<u64> {
    match proc::own_peak_bytes() {
        Some(ours) if in_the_end <= ours => seen,
        _ => Some(in_the_end.max(seen.unwrap_or(0))),
    }
}

#[cfg(test)]
mod tests {
    use std::process::ExitStatus;
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::io::Io;
    use crate::verdict::Verdict;

    fn ended_after_a_second_on_one_core() -> End {
        const S: u64 = 1_000_000_000;
        let nothing = ChildrenUsage::now().since(ChildrenUsage::now());
        End {
            status: ExitStatus::default(),
            wall: Duration::from_nanos(S),
            used: ChildrenUsage { user_ns: S, ..nothing },
            io: Ok(Io::default()),
            counted: Err(std::io::Error::other("none here")),
            left_running: 0,
            left_running_cpu_ns: 0,
        }
    }

    #[test]
    fn a_program_that_cannot_be_seen_is_judged_by_its_averages() {
        let watcher = Watcher::new(i32::MAX, Instant::now(), ChildrenUsage::now());
        let end = ended_after_a_second_on_one_core();
        let (_stop, stopped) = mpsc::channel();
        let watcher = watcher.watch(&stopped, &Reaped::default());
        let subject = Subject::program(vec!["unseen".to_owned()], end.status);
        let report = watcher.report(subject, &end);
        assert_eq!((report.usage.snapshots, report.usage.peak_threads), (0, None));
        let unknown = report.unknown.join("\n");
        assert!(unknown.contains("averages"), "{unknown}");
        let computes = [Verdict::Computes, Verdict::ComputesOnAllCores];
        assert!(computes.contains(&report.verdict), "{:?}", report.verdict);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_peak_that_may_be_our_own_is_not_taken_for_the_programs() {
        let ours = proc::own_peak_bytes().expect("known");
        assert_eq!(peak_process_bytes(ours * 2, Some(1)), Some(ours * 2));
        assert_eq!(peak_process_bytes(ours / 2, Some(1)), Some(1));
        assert_eq!(peak_process_bytes(ours / 2, None), None);
    }
}
