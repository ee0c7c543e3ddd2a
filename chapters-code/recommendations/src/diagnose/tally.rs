//! What a tree of processes has used, though processes come and go.
//!
//! When a process has ended and its parent has asked how, the kernel adds what
//! it used to its parent's. So the sum over the tree stays the same, as long as
//! the parent is in the tree; what was used by others that are gone is kept here.

use std::collections::BTreeMap;

use crate::diagnose::process::{Process, Thread};
use crate::diagnose::tree::Look;
use crate::diagnose::usage::Io;

/// What a process has used, with the children that it has waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) cpu_ns: u64,
    pub(super) user_ns: u64,
    pub(super) system_ns: u64,
    pub(super) io: Io,
}

impl Account {
    fn of(process: &Process, io: Option<Io>) -> Self {
        Self {
            cpu_ns: process.cpu_with_children_ns(),
            user_ns: process.user_ns + process.waited_user_ns,
            system_ns: process.system_ns + process.waited_system_ns,
            io: io.unwrap_or_default(),
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            cpu_ns: self.cpu_ns + other.cpu_ns,
            user_ns: self.user_ns + other.user_ns,
            system_ns: self.system_ns + other.system_ns,
            io: self.io + other.io,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            cpu_ns: self.cpu_ns.saturating_sub(other.cpu_ns),
            user_ns: self.user_ns.saturating_sub(other.user_ns),
            system_ns: self.system_ns.saturating_sub(other.system_ns),
            io: self.io - other.io,
        }
    }
}

/// The most of what is seen at once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Peaks {
    pub(super) processes: u64,
    pub(super) threads: u64,
    pub(super) together_bytes: u64,
    pub(super) process_bytes: Option<u64>,
}

/// The looks so far, added up.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Who is above the tree, and told of its ends: this process, or nobody.
    above: Option<i32>,
    last: BTreeMap<i32, (i32, Account)>,
    gone: Account,
    threads: BTreeMap<i32, Thread>,
    /// What threads met that have been seen.
    met: Thread,
    pub(super) peaks: Peaks,
    pub(super) looks: u64,
}

impl Tally {
    /// Of the children of this process, which waits for them.
    pub(super) fn of_children() -> Self {
        Self { above: Some(std::process::id().cast_signed()), ..Self::default() }
    }

    /// Of processes that somebody else started. What they used before this look
    /// does not count.
    pub(super) fn of_others(look: &Look) -> Self {
        let mut tally = Self { threads: look.threads.clone(), ..Self::default() };
        tally.add(look);
        tally.met = Thread::default();
        tally
    }

    /// Adds another look.
    pub(super) fn add(&mut self, look: &Look) {
        self.looks += 1;
        for (pid, (parent, account)) in std::mem::take(&mut self.last) {
            let told =
                self.above == Some(parent) || look.processes.contains_key(&parent);
            if !look.processes.contains_key(&pid) && !told {
                self.gone = self.gone.plus(account);
            }
        }
        for (pid, process) in &look.processes {
            let account = Account::of(process, look.io.get(pid).copied());
            self.last.insert(*pid, (process.parent, account));
        }
        self.meet(&look.threads);
        let peaks = &mut self.peaks;
        peaks.processes = peaks.processes.max(look.alive().count() as u64);
        let threads = look.alive().map(|process| process.threads).sum();
        peaks.threads = peaks.threads.max(threads);
        let together = look.alive().map(|process| process.rss_bytes).sum();
        peaks.together_bytes = peaks.together_bytes.max(together);
        peaks.process_bytes = peaks.process_bytes.max(look.peak_process_bytes);
    }

    fn meet(&mut self, threads: &BTreeMap<i32, Thread>) {
        let since = |now: u64, before: Option<u64>| match before {
            // A number that was another thread's begins again.
            Some(before) if before <= now => now - before,
            _ => now,
        };
        for (number, now) in threads {
            let before = self.threads.get(number);
            let met = &mut self.met;
            met.ready_ns += since(now.ready_ns, before.map(|thread| thread.ready_ns));
            met.voluntary +=
                since(now.voluntary, before.map(|thread| thread.voluntary));
            met.involuntary +=
                since(now.involuntary, before.map(|thread| thread.involuntary));
        }
        self.threads.clone_from(threads);
    }

    /// What all have used, those that are gone included.
    pub(super) fn total(&self) -> Account {
        let last = self.last.values().map(|(_, account)| *account);
        last.fold(self.gone, Account::plus)
    }

    /// The same, without what they had used by an earlier moment.
    pub(super) fn since(&self, earlier: Account) -> Account {
        self.total().minus(earlier)
    }

    /// What threads met: no less than this, for those between two looks are lost.
    pub(super) fn met(&self) -> Thread {
        self.met
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn process(parent: i32, cpu_ns: u64, waited_ns: u64) -> Process {
        Process {
            parent,
            cpu_ns,
            waited_user_ns: waited_ns,
            threads: 1,
            ..Process::default()
        }
    }

    fn look(processes: &[(i32, Process)]) -> Look {
        Look { processes: processes.iter().cloned().collect(), ..Look::default() }
    }

    #[test]
    fn what_a_child_used_is_not_lost_when_its_parent_has_been_told() {
        let before = look(&[(10, process(1, 5, 0)), (11, process(10, 7, 0))]);
        let mut tally = Tally::of_others(&before);
        assert_eq!(tally.total().cpu_ns, 12);
        tally.add(&look(&[(10, process(1, 5, 8))]));
        assert_eq!(tally.total().cpu_ns, 13);
        assert_eq!((tally.peaks.processes, tally.peaks.threads), (2, 2));
    }

    #[test]
    fn what_was_used_by_those_that_left_the_tree_is_kept() {
        let mut tally =
            Tally::of_others(&look(&[(10, process(1, 5, 0)), (11, process(10, 7, 0))]));
        let began = tally.total();
        // The root has ended, and its child has gone to a parent elsewhere.
        tally.add(&look(&[]));
        assert_eq!(tally.total().cpu_ns, 12);
        assert_eq!(tally.since(began).cpu_ns, 0);
    }

    #[test]
    fn our_own_children_are_counted_by_whoever_waits_for_them() {
        let us = std::process::id().cast_signed();
        let mut tally = Tally::of_children();
        tally.add(&look(&[(10, process(us, 5, 0))]));
        tally.add(&look(&[]));
        assert_eq!(tally.total().cpu_ns, 0);
    }

    #[test]
    fn what_threads_met_adds_up_though_they_end_and_numbers_come_again() {
        let met = |ready_ns| Thread { ready_ns, voluntary: 1, involuntary: 0 };
        let threads = |threads: &[(i32, u64)]| Look {
            threads: threads.iter().map(|(number, ns)| (*number, met(*ns))).collect(),
            ..Look::default()
        };
        let mut tally = Tally::of_others(&threads(&[(1, 100)]));
        assert_eq!(tally.met().ready_ns, 0, "what was before does not count");
        tally.add(&threads(&[(1, 130), (2, 5)]));
        tally.add(&threads(&[(1, 130)]));
        tally.add(&threads(&[(1, 4)]));
        assert_eq!(tally.met().ready_ns, 30 + 5 + 4);
    }
}
