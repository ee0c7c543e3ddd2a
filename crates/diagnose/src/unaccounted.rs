//! CPU time of children that have gone and that is in no account.
//!
//! When a parent waits for a child that has ended, the kernel adds the child's account
//! to the parent's. If the parent ignores the ends of its children, it does not, and
//! what they used is lost but for what was seen.

use crate::account::Account;
use crate::proc::{Process, TICK_NS};

/// The times of children are in whole ticks, user code and the kernel apart.
const SLACK_NS: u64 = 2 * TICK_NS;

/// What the descendants of a process used that have gone, and what its own account
/// gained for them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unaccounted {
    /// What they had used, as far as that was seen.
    gone: Account,
    /// The CPU time of children in its account before.
    before_ns: u64,
    /// The same, now.
    now_ns: u64,
}

impl Unaccounted {
    /// Of a process whose account has this CPU time of children.
    pub(crate) fn new(children_ns: u64) -> Self {
        Self { gone: Account::default(), before_ns: children_ns, now_ns: children_ns }
    }

    /// Another descendant is gone.
    pub(crate) fn add(&mut self, gone: Account) {
        self.gone = self.gone.plus(gone);
    }

    /// Reads the process's account again; whether anything is still missing from it.
    /// What it gained beyond that is of children that were never seen, and makes up
    /// for no later ones.
    pub(crate) fn is_open(&mut self, process: &Process) -> bool {
        self.now_ns = process.children_ns();
        self.gained_ns() < self.gone.cpu_ns
    }

    fn gained_ns(&self) -> u64 {
        self.now_ns.saturating_sub(self.before_ns)
    }

    /// What its account lacks.
    pub(crate) fn missing(&self) -> Account {
        let missing_ns = self.gone.cpu_ns.saturating_sub(self.gained_ns());
        if missing_ns <= SLACK_NS {
            return Account::default();
        }
        self.gone.scaled(missing_ns as f64 / self.gone.cpu_ns as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: u64 = 1_000_000;

    fn cpu(cpu_ns: u64) -> Account {
        Account { cpu_ns, ..Account::default() }
    }

    fn parent(children_user_ns: u64) -> Process {
        Process { children_user_ns, ..Process::default() }
    }

    #[test]
    fn what_a_parent_has_waited_for_is_not_missing_though_ticks_are_coarse() {
        let mut unaccounted = Unaccounted::new(0);
        unaccounted.add(cpu(55 * MS));
        assert_eq!(unaccounted.missing().cpu_ns, 55 * MS, "not waited for yet");
        assert!(unaccounted.is_open(&parent(40 * MS)));
        assert_eq!(unaccounted.missing(), Account::default());
        assert!(!unaccounted.is_open(&parent(60 * MS)));
    }

    #[test]
    fn small_children_that_nobody_waits_for_add_up() {
        let mut unaccounted = Unaccounted::new(70 * MS);
        for _ in 0..100 {
            unaccounted.add(cpu(5 * MS));
            assert!(unaccounted.is_open(&parent(70 * MS)));
        }
        assert_eq!(unaccounted.missing().cpu_ns, 500 * MS);
    }
}
