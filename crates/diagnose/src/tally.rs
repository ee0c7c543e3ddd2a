//! What a tree of processes has used, though processes come and go.
//!
//! When a process has ended and its parent has asked how, the kernel adds what
//! it used to its parent's. So the sum over the tree stays the same, as long as
//! the parent is in the tree and asks; what was used by others that are gone is
//! kept here.

use std::collections::BTreeMap;

use crate::debt::Debt;
use crate::process::{Process, Thread};
use crate::tree::Look;
use crate::usage::Io;

/// What a process has used, with the children that it has waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) cpu_ns: u64,
    pub(crate) user_ns: u64,
    pub(crate) system_ns: u64,
    pub(crate) io: Io,
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

    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            cpu_ns: self.cpu_ns + other.cpu_ns,
            user_ns: self.user_ns + other.user_ns,
            system_ns: self.system_ns + other.system_ns,
            io: self.io + other.io,
        }
    }

    /// A part of it.
    pub(crate) fn scaled(self, part: f64) -> Self {
        let scaled = |number: u64| (number as f64 * part) as u64;
        Self {
            cpu_ns: scaled(self.cpu_ns),
            user_ns: scaled(self.user_ns),
            system_ns: scaled(self.system_ns),
            io: Io {
                read_bytes: scaled(self.io.read_bytes),
                written_bytes: scaled(self.io.written_bytes),
                storage_read_bytes: scaled(self.io.storage_read_bytes),
                storage_written_bytes: scaled(self.io.storage_written_bytes),
            },
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
pub(crate) struct Peaks {
    pub(crate) processes: u64,
    pub(crate) threads: u64,
    pub(crate) together_bytes: u64,
    pub(crate) process_bytes: Option<u64>,
}

/// A process as it was seen last.
#[derive(Clone, Copy, Debug)]
struct Seen {
    parent: i32,
    began_ticks: u64,
    waited_ns: u64,
    account: Account,
}

/// Who is told of a process's end, if it asks.
enum Heir {
    /// Its parent, which is in the tree.
    Parent(i32),
    /// Its parent is gone as well, and was told of it or had it adopted; or it is this
    /// process, which always asks.
    Told,
    /// Somebody elsewhere.
    Nobody,
}

/// The looks so far, added up.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Who is above the tree, and told of its ends: this process, or nobody.
    above: Option<i32>,
    last: BTreeMap<i32, Seen>,
    /// What those used that are gone from the tree, and whom nobody in it inherits.
    gone: Account,
    /// What processes of the tree were not told, or not yet.
    debts: BTreeMap<i32, Debt>,
    /// What others were not told that are gone by now.
    never_told: Account,
    threads: BTreeMap<i32, Thread>,
    /// What threads met that have been seen.
    met: Thread,
    pub(crate) peaks: Peaks,
    pub(crate) looks: u64,
}

impl Tally {
    /// Of the children of this process, which waits for them.
    pub(crate) fn of_children() -> Self {
        Self { above: Some(std::process::id().cast_signed()), ..Self::default() }
    }

    /// Of processes that somebody else started. What they used before this look
    /// does not count.
    pub(crate) fn of_others(look: &Look) -> Self {
        let mut tally = Self { threads: look.threads.clone(), ..Self::default() };
        tally.add(look);
        let nothing = |met: Option<u64>| met.map(|_| 0);
        tally.met = Thread {
            ready_ns: nothing(tally.met.ready_ns),
            voluntary: nothing(tally.met.voluntary),
            involuntary: nothing(tally.met.involuntary),
        };
        tally
    }

    /// Adds another look.
    pub(crate) fn add(&mut self, look: &Look) {
        self.looks += 1;
        self.account(look);
        self.meet(&look.threads);
        let peaks = &mut self.peaks;
        peaks.processes = peaks.processes.max(look.alive().count() as u64);
        let threads = look.alive().map(|process| process.threads).sum();
        peaks.threads = peaks.threads.max(threads);
        let together = look.alive().map(|process| process.rss_bytes).sum();
        peaks.together_bytes = peaks.together_bytes.max(together);
        peaks.process_bytes = peaks.process_bytes.max(look.peak_process_bytes);
    }

    /// Adds what was used, and nothing else: a last look, when the program has ended
    /// and its account still says of which children it was told.
    pub(crate) fn account(&mut self, look: &Look) {
        let last = std::mem::take(&mut self.last);
        for (pid, seen) in &last {
            if is_there(*pid, seen, look) {
                continue;
            }
            let not_told = self.debts.remove(pid).map(|debt| debt.open());
            let not_told = not_told.unwrap_or_default();
            match self.heir(*pid, &last, look) {
                Heir::Parent(parent) => {
                    let debt = Debt::of(last[&parent].waited_ns);
                    let debt = self.debts.entry(parent).or_insert(debt);
                    debt.add(seen.account.plus(not_told));
                }
                Heir::Told => self.never_told = self.never_told.plus(not_told),
                Heir::Nobody => {
                    self.gone = self.gone.plus(seen.account).plus(not_told);
                }
            }
        }
        self.debts.retain(|pid, debt| {
            look.processes.get(pid).is_some_and(|process| debt.is_open(process))
        });
        let seen = |(pid, process): (&i32, &Process)| {
            let seen = Seen {
                parent: process.parent,
                began_ticks: process.began_ticks,
                waited_ns: process.waited_ns(),
                account: Account::of(process, look.io.get(pid).copied()),
            };
            (*pid, seen)
        };
        self.last = look.processes.iter().map(seen).collect();
    }

    /// The processes that were seen last.
    pub(crate) fn known(&self) -> Vec<i32> {
        self.last.keys().copied().collect()
    }

    fn heir(&self, pid: i32, last: &BTreeMap<i32, Seen>, look: &Look) -> Heir {
        let mut gone = pid;
        for _ in last {
            let parent = last[&gone].parent;
            if self.above == Some(parent) || look.collected.contains(&gone) {
                return Heir::Told;
            }
            let Some(seen) = last.get(&parent) else { break };
            if is_there(parent, seen, look) {
                return if gone == pid { Heir::Parent(parent) } else { Heir::Told };
            }
            gone = parent;
        }
        Heir::Nobody
    }

    fn meet(&mut self, threads: &BTreeMap<i32, Thread>) {
        let add = |met: &mut Option<u64>, now: Option<u64>, before: Option<u64>| {
            let Some(now) = now else { return };
            // A number that was another thread's begins again.
            let before = before.filter(|before| *before <= now).unwrap_or(0);
            *met = Some(met.unwrap_or(0) + now - before);
        };
        for (number, now) in threads {
            let before = self.threads.get(number).copied().unwrap_or_default();
            add(&mut self.met.ready_ns, now.ready_ns, before.ready_ns);
            add(&mut self.met.voluntary, now.voluntary, before.voluntary);
            add(&mut self.met.involuntary, now.involuntary, before.involuntary);
        }
        self.threads.clone_from(threads);
    }

    /// What all have used, those that are gone included.
    pub(crate) fn total(&self) -> Account {
        let last = self.last.values().map(|seen| seen.account);
        last.fold(self.gone.plus(self.not_told()), Account::plus)
    }

    /// What those used, of all this, of which their parents were not told.
    pub(crate) fn not_told(&self) -> Account {
        self.debts.values().map(Debt::open).fold(self.never_told, Account::plus)
    }

    /// The same, without what they had used by an earlier moment.
    pub(crate) fn since(&self, earlier: Account) -> Account {
        self.total().minus(earlier)
    }

    /// What threads met: no less than this, for those between two looks are lost.
    pub(crate) fn met(&self) -> Thread {
        self.met
    }
}

/// Whether a look has the process that was seen, and not another with its number.
fn is_there(pid: i32, seen: &Seen, look: &Look) -> bool {
    let now = look.processes.get(&pid);
    now.is_some_and(|now| now.began_ticks == seen.began_ticks)
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
    fn what_a_child_used_is_kept_if_its_parent_is_never_told() {
        const S: u64 = 1_000_000_000;
        let mut tally = Tally::of_others(&look(&[
            (10, process(1, S, 0)),
            (11, process(10, 7 * S, 0)),
        ]));
        for _ in 0..3 {
            tally.add(&look(&[(10, process(1, S, 0))]));
            assert_eq!(tally.total().cpu_ns, 8 * S);
            assert_eq!(tally.not_told().cpu_ns, 7 * S);
        }
    }

    #[test]
    fn a_parent_may_be_told_after_it_was_looked_at() {
        const S: u64 = 1_000_000_000;
        let mut tally = Tally::of_others(&look(&[
            (10, process(1, S, 0)),
            (11, process(10, 7 * S, 0)),
        ]));
        tally.add(&look(&[(10, process(1, S, 0))]));
        tally.add(&look(&[(10, process(1, S, 8 * S))]));
        assert_eq!(tally.total().cpu_ns, 9 * S);
        assert_eq!(tally.not_told(), Account::default());
    }

    #[test]
    fn an_orphan_that_we_have_waited_for_is_nobodys_debt() {
        const S: u64 = 1_000_000_000;
        let us = std::process::id().cast_signed();
        let mut tally = Tally::of_children();
        tally.add(&look(&[(10, process(us, 0, 0)), (11, process(10, 7 * S, 0))]));
        let mut after = look(&[(10, process(us, 0, 0))]);
        after.collected = vec![11];
        tally.add(&after);
        assert_eq!(tally.total(), Account::default());
    }

    #[test]
    fn a_number_that_comes_again_is_another_process() {
        const S: u64 = 1_000_000_000;
        let another = Process { began_ticks: 5, ..process(10, 0, 0) };
        let parent = process(1, 0, 0);
        let mut tally =
            Tally::of_others(&look(&[(10, parent.clone()), (11, process(10, S, 0))]));
        tally.add(&look(&[(10, parent), (11, another)]));
        assert_eq!(tally.total().cpu_ns, S);
    }

    #[test]
    fn what_a_grandchild_used_is_not_counted_twice_when_its_parent_ends_with_it() {
        const S: u64 = 1_000_000_000;
        let mut tally = Tally::of_others(&look(&[
            (10, process(1, 0, 0)),
            (11, process(10, S, 0)),
            (12, process(11, 7 * S, 0)),
        ]));
        tally.add(&look(&[(10, process(1, 0, 8 * S))]));
        assert_eq!(tally.total().cpu_ns, 8 * S);
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
        let met = |ready_ns| Thread {
            ready_ns: Some(ready_ns),
            voluntary: Some(1),
            involuntary: None,
        };
        let threads = |threads: &[(i32, u64)]| Look {
            threads: threads.iter().map(|(number, ns)| (*number, met(*ns))).collect(),
            ..Look::default()
        };
        let mut tally = Tally::of_others(&threads(&[(1, 100)]));
        assert_eq!(tally.met().ready_ns, Some(0), "what was before does not count");
        tally.add(&threads(&[(1, 130), (2, 5)]));
        tally.add(&threads(&[(1, 130)]));
        tally.add(&threads(&[(1, 4)]));
        assert_eq!(tally.met().ready_ns, Some(30 + 5 + 4));
        assert_eq!(tally.met().involuntary, None, "it could not be read");
    }
}
