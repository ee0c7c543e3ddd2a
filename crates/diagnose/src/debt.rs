//! What children have used that are gone, and of which nobody was told.
//!
//! When a parent asks how a child ended, the kernel adds what the child used to
//! the parent's account. If the parent ignores the ends of its children, it does
//! not, and what they used is lost but for what was seen of it.

use crate::process::{Process, TICK_NS};
use crate::tally::Account;

/// The times of children that were waited for are told in whole ticks, once for
/// user code and once for the kernel.
const SLACK_NS: u64 = 2 * TICK_NS;

/// What a process was not told of its descendants that are gone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Debt {
    /// What they had used, as far as that was seen.
    gone: Account,
    /// The CPU time of waited-for children that its account had before.
    before_ns: u64,
    /// The same, now.
    now_ns: u64,
}

impl Debt {
    /// Of a process whose account has so much CPU time of children.
    pub(crate) fn of(waited_ns: u64) -> Self {
        Self { gone: Account::default(), before_ns: waited_ns, now_ns: waited_ns }
    }

    /// Another descendant is gone.
    pub(crate) fn add(&mut self, gone: Account) {
        self.gone = self.gone.plus(gone);
    }

    /// Looks at the process again; whether anything is still open. What it was told
    /// beyond that is of children that nobody has seen, and pays for no others.
    pub(crate) fn is_open(&mut self, process: &Process) -> bool {
        self.now_ns = process.waited_ns();
        self.told_ns() < self.gone.cpu_ns
    }

    fn told_ns(&self) -> u64 {
        self.now_ns.saturating_sub(self.before_ns)
    }

    /// What it was not told.
    pub(crate) fn open(&self) -> Account {
        let open_ns = self.gone.cpu_ns.saturating_sub(self.told_ns());
        if open_ns <= SLACK_NS {
            return Account::default();
        }
        self.gone.scaled(open_ns as f64 / self.gone.cpu_ns as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: u64 = 1_000_000;

    fn cpu(cpu_ns: u64) -> Account {
        Account { cpu_ns, ..Account::default() }
    }

    fn told(waited_user_ns: u64) -> Process {
        Process { waited_user_ns, ..Process::default() }
    }

    #[test]
    fn what_a_parent_was_told_is_no_debt_though_ticks_are_coarse() {
        let mut debt = Debt::of(0);
        debt.add(cpu(55 * MS));
        assert_eq!(debt.open().cpu_ns, 55 * MS, "not told yet");
        assert!(debt.is_open(&told(40 * MS)));
        assert_eq!(debt.open(), Account::default());
        assert!(!debt.is_open(&told(60 * MS)));
    }

    #[test]
    fn small_children_of_which_nobody_is_told_add_up() {
        let mut debt = Debt::of(70 * MS);
        for _ in 0..100 {
            debt.add(cpu(5 * MS));
            assert!(debt.is_open(&told(70 * MS)));
        }
        assert_eq!(debt.open().cpu_ns, 500 * MS);
    }
}
