//! What became of the inserts.

use std::iter::Sum;
use std::time::Duration;

use anyhow::Result;
use rusqlite::{Error, ErrorCode};

/// What a way of inserting counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Transactions that were committed.
    pub(super) commits: u64,
    /// How often the program was told that the database is locked.
    pub(super) locked: u64,
    /// Inserts that were given up for that.
    pub(super) lost: u64,
    /// What a reader did beside it, if there was one.
    pub(super) reads: Option<Reads>,
}

/// What a reader did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reads {
    /// How many reads.
    pub(super) count: u64,
    /// How long the longest took.
    pub(super) longest: Duration,
}

impl Counts {
    /// So many commits, and no trouble.
    pub(super) fn of_commits(commits: usize) -> Self {
        Self { commits: commits as u64, ..Self::default() }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            commits: sum.commits + one.commits,
            locked: sum.locked + one.locked,
            lost: sum.lost + one.lost,
            reads: sum.reads.or(one.reads),
        })
    }
}

// ANCHOR: locked
/// Whether it failed only because somebody else has the lock: `SQLITE_BUSY`,
/// "database is locked".
pub(super) fn is_locked<T>(outcome: &Result<T, Error>) -> bool {
    let code = outcome.as_ref().err().and_then(Error::sqlite_error_code);
    code == Some(ErrorCode::DatabaseBusy)
}
// ANCHOR_END: locked
