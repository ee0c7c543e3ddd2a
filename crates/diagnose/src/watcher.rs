//! Looking at a program while it runs.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use measure::environment;

use crate::launch::End;
use crate::process::{Cores, Process};
use crate::profile::{Moment, Profile};
use crate::report::{self, Observed, Subject};
use crate::tally::Tally;
use crate::tree::{Detail, Look};
use crate::usage::Usage;
use crate::waited::{Children, Collected};

/// Looks at the program now and then.
pub(crate) struct Watcher {
    program: i32,
    /// Why it cannot be seen.
    blind: Option<io::Error>,
    began: Instant,
    before: Children,
    tally: Tally,
    profile: Profile,
    /// Where its threads may run.
    cores: Cores,
    cost: Duration,
}

impl Watcher {
    /// Of a program that has just been started.
    pub(crate) fn new(program: i32, began: Instant, before: Children) -> Self {
        Self {
            program,
            blind: Process::read(program).err(),
            began,
            before,
            tally: Tally::of_children(),
            profile: Profile::new(),
            cores: Cores::default(),
            cost: Duration::ZERO,
        }
    }

    /// Looks until it is told to stop, or sees nothing: then the use of cores is not
    /// known over time, only in the end.
    pub(crate) fn watch(
        mut self,
        stopped: &Receiver<()>,
        collected: &Collected,
    ) -> Self {
        while self.blind.is_none() {
            let stop = stopped.recv_timeout(self.profile.pause(self.cost));
            let mut collected = collected.in_quiet();
            let collected = std::mem::take(&mut *collected);
            if stop != Err(RecvTimeoutError::Timeout) {
                // Nobody has waited for it yet: it is there, with all that it was told.
                let look = self.below_us(collected);
                self.tally.account(&look);
                break;
            }
            self.look(collected);
        }
        self
    }

    fn below_us(&self, collected: Vec<i32>) -> Look {
        Look { collected, ..Look::below_us(Detail::Passing, &self.tally.known()) }
    }

    fn look(&mut self, collected: Vec<i32>) {
        let began = Instant::now();
        if let Err(error) = Process::read(self.program) {
            self.blind = Some(error);
            return;
        }
        let at_ns = self.began.elapsed().as_nanos() as u64;
        // First those that have ended: one that ends in between is missing from
        // this look, not in it twice.
        let ended = Children::now().since(self.before);
        let look = self.below_us(collected);
        self.tally.add(&look);
        if look.cores.count().is_some() {
            self.cores = look.cores;
        }
        let cpu_ns = ended.user_ns + ended.system_ns + self.tally.total().cpu_ns;
        let ready_ns = self.tally.met().ready_ns.unwrap_or(0);
        self.profile.note(Moment { at_ns, cpu_ns, ready_ns });
        self.cost = began.elapsed();
    }

    /// What was seen, once the program has ended.
    pub(crate) fn observed(mut self, subject: Subject, end: &End) -> Observed {
        let (left, used) = (&end.left, end.used);
        let known = self.tally.looks > 0;
        let (peaks, met) = (self.tally.peaks, self.tally.met());
        let usage = Usage {
            wall_ns: end.wall.as_nanos() as u64,
            user_ns: used.user_ns,
            system_ns: used.system_ns,
            left_running: self.blind.is_none().then_some(left.processes),
            left_running_cpu_ns: left.cpu_ns,
            not_told_cpu_ns: self.tally.not_told().cpu_ns,
            ready_ns: met.ready_ns,
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
        if let Some(error) = &self.blind {
            unknown.push(format!(
                "the use of cores over time, threads and processes: it could not be seen \
                 while it ran ({error}), so the verdict is about averages"
            ));
        } else if known && usage.ready_ns.is_none() {
            unknown.push(report::NO_READY_TIME.to_owned());
        }
        self.profile.end(usage.wall_ns, usage.cpu_ns());
        let usable = environment::cores_usable();
        let cores_usable = usable.min(self.cores.count().unwrap_or(usable));
        Observed { subject, usage, profile: self.profile, cores_usable, unknown }
    }
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

#[cfg(test)]
mod tests {
    use std::process::ExitStatus;
    use std::sync::mpsc;

    use super::*;
    use crate::launch::Left;
    use crate::usage::Io;
    use crate::verdict::{Evidence, Verdict};

    fn ended_after_a_second_on_one_core() -> End {
        const S: u64 = 1_000_000_000;
        let nothing = Children::now().since(Children::now());
        End {
            status: ExitStatus::default(),
            wall: Duration::from_nanos(S),
            left: Left { processes: 0, cpu_ns: 0, io: Io::default() },
            used: Children { user_ns: S, ..nothing },
            io: Ok(Io::default()),
        }
    }

    #[test]
    fn a_program_that_cannot_be_seen_is_judged_by_its_averages() {
        let watcher = Watcher::new(i32::MAX, Instant::now(), Children::now());
        let end = ended_after_a_second_on_one_core();
        let (_stop, stopped) = mpsc::channel();
        let watcher = watcher.watch(&stopped, &Collected::default());
        let subject = Subject::program(vec!["unseen".to_owned()], end.status);
        let observed = watcher.observed(subject, &end);
        assert_eq!((observed.usage.looks, observed.usage.peak_threads), (0, None));
        let unknown = observed.unknown.join("\n");
        assert!(unknown.contains("averages"), "{unknown}");
        let evidence = Evidence::of(&observed.profile, 2);
        assert_eq!(evidence.verdict(), Verdict::Computes, "{evidence:?}");
    }

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
