//! What a tree of processes has used, though processes come and go.
//!
//! When a process has ended and its parent waits for it, the kernel adds its account to
//! the parent's. So the sum over the tree stays the same, as long as the parent is in
//! the tree and waits; what was used by others that are gone is kept here.

use std::collections::BTreeMap;

use crate::account::Account;
use crate::proc::{Process, Scheduling};
use crate::snapshot::Snapshot;
use crate::unaccounted::Unaccounted;

/// The most that was seen at once.
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
    start_ticks: u64,
    children_ns: u64,
    account: Account,
}

/// Where the account of a process goes that has ended.
enum Heir {
    /// To its parent, which is in the tree, if that waits for it.
    Parent(i32),
    /// To an ancestor that has it by now, or to this process, which always waits.
    Added,
    /// Out of the tree.
    Nobody,
}

/// The snapshots so far, added up.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Who is above the tree and waits for its processes: this process, or nobody.
    above: Option<i32>,
    last: BTreeMap<i32, Seen>,
    /// What those used that are gone from the tree, and whose account left it.
    gone: Account,
    /// What is missing from the accounts of processes in the tree, or not there yet.
    unaccounted: BTreeMap<i32, Unaccounted>,
    /// What was missing from the accounts of others that are gone by now.
    lost: Account,
    threads: BTreeMap<i32, Scheduling>,
    scheduling: Scheduling,
    pub(crate) peaks: Peaks,
    pub(crate) snapshots: u64,
}

impl Tally {
    /// Of the children of this process, which waits for them.
    pub(crate) fn of_children() -> Self {
        Self { above: Some(std::process::id().cast_signed()), ..Self::default() }
    }

    /// Of processes that another started. What their threads met before this snapshot
    /// does not count.
    pub(crate) fn of_others(snapshot: &Snapshot) -> Self {
        let mut tally = Self { threads: snapshot.threads.clone(), ..Self::default() };
        tally.add(snapshot);
        tally
    }

    /// Adds another snapshot.
    pub(crate) fn add(&mut self, snapshot: &Snapshot) {
        self.snapshots += 1;
        self.add_accounts(snapshot);
        self.add_scheduling(&snapshot.threads);
        let peaks = &mut self.peaks;
        peaks.processes = peaks.processes.max(snapshot.alive().count() as u64);
        let threads = snapshot.alive().map(|process| process.threads).sum();
        peaks.threads = peaks.threads.max(threads);
        let together = snapshot.alive().map(|process| process.rss_bytes).sum();
        peaks.together_bytes = peaks.together_bytes.max(together);
        peaks.process_bytes = peaks.process_bytes.max(snapshot.peak_process_bytes);
    }

    /// Adds what was used, and nothing else: a last snapshot, when the program has
    /// ended and its account is still there.
    pub(crate) fn add_accounts(&mut self, snapshot: &Snapshot) {
        let last = std::mem::take(&mut self.last);
        for (pid, seen) in &last {
            if is_there(*pid, seen, snapshot) {
                continue;
            }
            let missing = self.unaccounted.remove(pid);
            let missing = missing.map_or_else(Account::default, |it| it.missing());
            match self.heir(*pid, &last, snapshot) {
                Heir::Parent(parent) => {
                    let new = Unaccounted::new(last[&parent].children_ns);
                    let unaccounted = self.unaccounted.entry(parent).or_insert(new);
                    unaccounted.add(seen.account.plus(missing));
                }
                Heir::Added => self.lost = self.lost.plus(missing),
                Heir::Nobody => self.gone = self.gone.plus(seen.account).plus(missing),
            }
        }
        self.unaccounted.retain(|pid, unaccounted| {
            let process = snapshot.processes.get(pid);
            process.is_some_and(|process| unaccounted.is_open(process))
        });
        let seen = |(pid, process): (&i32, &Process)| {
            let seen = Seen {
                parent: process.parent,
                start_ticks: process.start_ticks,
                children_ns: process.children_ns(),
                account: Account::of(process, snapshot.io.get(pid).copied()),
            };
            (*pid, seen)
        };
        self.last = snapshot.processes.iter().map(seen).collect();
    }

    /// The processes that were seen last.
    pub(crate) fn known(&self) -> Vec<i32> {
        self.last.keys().copied().collect()
    }

    fn heir(&self, pid: i32, last: &BTreeMap<i32, Seen>, now: &Snapshot) -> Heir {
        let mut gone = pid;
        for _ in last {
            let parent = last[&gone].parent;
            if self.above == Some(parent) || now.reaped.contains(&gone) {
                return Heir::Added;
            }
            let Some(seen) = last.get(&parent) else { break };
            if is_there(parent, seen, now) {
                return if gone == pid { Heir::Parent(parent) } else { Heir::Added };
            }
            gone = parent;
        }
        Heir::Nobody
    }

    fn add_scheduling(&mut self, threads: &BTreeMap<i32, Scheduling>) {
        let add = |sum: &mut Option<u64>, now: Option<u64>, before: Option<u64>| {
            let Some(now) = now else { return };
            // A number that was another thread's begins again.
            let before = before.filter(|before| *before <= now).unwrap_or(0);
            *sum = Some(sum.unwrap_or(0) + now - before);
        };
        for (id, now) in threads {
            let before = self.threads.get(id).copied().unwrap_or_default();
            add(&mut self.scheduling.cpu_ns, now.cpu_ns, before.cpu_ns);
            add(&mut self.scheduling.turns, now.turns, before.turns);
            add(&mut self.scheduling.ready_ns, now.ready_ns, before.ready_ns);
            add(&mut self.scheduling.voluntary, now.voluntary, before.voluntary);
            add(&mut self.scheduling.involuntary, now.involuntary, before.involuntary);
        }
        self.threads.clone_from(threads);
    }

    /// What all have used, those that are gone included.
    pub(crate) fn total(&self) -> Account {
        let last = self.last.values().map(|seen| seen.account);
        last.fold(self.gone.plus(self.unaccounted()), Account::plus)
    }

    /// What those used, of all this, whose parents did not wait for them.
    pub(crate) fn unaccounted(&self) -> Account {
        self.unaccounted
            .values()
            .map(Unaccounted::missing)
            .fold(self.lost, Account::plus)
    }

    /// How the threads were scheduled: no less than this, for those that begin and end
    /// between two snapshots are not seen.
    pub(crate) fn scheduling(&self) -> Scheduling {
        self.scheduling
    }
}

/// Whether a snapshot has the process that was seen, and not another with its number.
fn is_there(pid: i32, seen: &Seen, snapshot: &Snapshot) -> bool {
    let now = snapshot.processes.get(&pid);
    now.is_some_and(|now| now.start_ticks == seen.start_ticks)
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: u64 = 1_000_000_000;

    fn process(parent: i32, cpu_ns: u64, children_ns: u64) -> Process {
        Process {
            parent,
            cpu_ns,
            children_user_ns: children_ns,
            threads: 1,
            ..Process::default()
        }
    }

    fn snapshot(processes: &[(i32, Process)]) -> Snapshot {
        Snapshot {
            processes: processes.iter().cloned().collect(),
            ..Snapshot::default()
        }
    }

    #[test]
    fn what_a_child_used_is_not_lost_when_its_parent_has_waited_for_it() {
        let before = snapshot(&[(10, process(1, 5, 0)), (11, process(10, 7, 0))]);
        let mut tally = Tally::of_others(&before);
        assert_eq!(tally.total().cpu_ns, 12);
        tally.add(&snapshot(&[(10, process(1, 5, 8))]));
        assert_eq!(tally.total().cpu_ns, 13);
        assert_eq!((tally.peaks.processes, tally.peaks.threads), (2, 2));
    }

    #[test]
    fn what_a_child_used_is_kept_if_its_parent_never_waits_for_it() {
        let mut tally = Tally::of_others(&snapshot(&[
            (10, process(1, S, 0)),
            (11, process(10, 7 * S, 0)),
        ]));
        for _ in 0..3 {
            tally.add(&snapshot(&[(10, process(1, S, 0))]));
            assert_eq!(tally.total().cpu_ns, 8 * S);
            assert_eq!(tally.unaccounted().cpu_ns, 7 * S);
        }
    }

    #[test]
    fn a_parent_may_wait_for_a_child_after_the_snapshot_that_misses_it() {
        let mut tally = Tally::of_others(&snapshot(&[
            (10, process(1, S, 0)),
            (11, process(10, 7 * S, 0)),
        ]));
        tally.add(&snapshot(&[(10, process(1, S, 0))]));
        tally.add(&snapshot(&[(10, process(1, S, 8 * S))]));
        assert_eq!(tally.total().cpu_ns, 9 * S);
        assert_eq!(tally.unaccounted(), Account::default());
    }

    #[test]
    fn an_orphan_that_we_have_waited_for_is_missing_from_no_account() {
        let us = std::process::id().cast_signed();
        let mut tally = Tally::of_children();
        tally.add(&snapshot(&[(10, process(us, 0, 0)), (11, process(10, 7 * S, 0))]));
        let mut after = snapshot(&[(10, process(us, 0, 0))]);
        after.reaped = vec![11];
        tally.add(&after);
        assert_eq!(tally.total(), Account::default());
    }

    #[test]
    fn a_number_that_comes_again_is_another_process() {
        let another = Process { start_ticks: 5, ..process(10, 0, 0) };
        let parent = process(1, 0, 0);
        let mut tally = Tally::of_others(&snapshot(&[
            (10, parent.clone()),
            (11, process(10, S, 0)),
        ]));
        tally.add(&snapshot(&[(10, parent), (11, another)]));
        assert_eq!(tally.total().cpu_ns, S);
    }

    #[test]
    fn what_a_grandchild_used_is_not_counted_twice_when_its_parent_ends_with_it() {
        let mut tally = Tally::of_others(&snapshot(&[
            (10, process(1, 0, 0)),
            (11, process(10, S, 0)),
            (12, process(11, 7 * S, 0)),
        ]));
        tally.add(&snapshot(&[(10, process(1, 0, 8 * S))]));
        assert_eq!(tally.total().cpu_ns, 8 * S);
    }

    #[test]
    fn what_was_used_by_those_that_left_the_tree_is_kept() {
        let mut tally = Tally::of_others(&snapshot(&[
            (10, process(1, 5, 0)),
            (11, process(10, 7, 0)),
        ]));
        let began = tally.total();
        // The root has ended, and its child has gone to a parent elsewhere.
        tally.add(&snapshot(&[]));
        assert_eq!(tally.total().cpu_ns, 12);
        assert_eq!(tally.total().minus(began).cpu_ns, 0);
    }

    #[test]
    fn our_own_children_are_counted_where_they_are_waited_for() {
        let us = std::process::id().cast_signed();
        let mut tally = Tally::of_children();
        tally.add(&snapshot(&[(10, process(us, 5, 0))]));
        tally.add(&snapshot(&[]));
        assert_eq!(tally.total().cpu_ns, 0);
    }

    #[test]
    fn scheduling_adds_up_though_threads_end_and_numbers_come_again() {
        let scheduling = |ready_ns| Scheduling {
            ready_ns: Some(ready_ns),
            voluntary: Some(1),
            ..Scheduling::default()
        };
        let threads = |threads: &[(i32, u64)]| Snapshot {
            threads: threads.iter().map(|(id, ns)| (*id, scheduling(*ns))).collect(),
            ..Snapshot::default()
        };
        let mut tally = Tally::of_others(&threads(&[(1, 100)]));
        assert_eq!(
            tally.scheduling().ready_ns,
            Some(0),
            "what was before does not count"
        );
        tally.add(&threads(&[(1, 130), (2, 5)]));
        tally.add(&threads(&[(1, 130)]));
        tally.add(&threads(&[(1, 4)]));
        assert_eq!(tally.scheduling().ready_ns, Some(30 + 5 + 4));
        assert_eq!(tally.scheduling().involuntary, None, "it could not be read");
    }
}
