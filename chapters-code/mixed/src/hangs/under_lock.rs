//! A lock that is kept while a thread of a pool waits for a job.

use std::sync::{Barrier, Mutex};

use rayon::{Scope, ThreadPool};

// ANCHOR: listing
/// Hangs: the thread that waits in `join`, with the lock, takes a job that wants it.
pub(super) fn lock_then_join(pool: &ThreadPool, table: &Table) {
    pool.scope(|scope| {
        let mut count = table.count.lock().expect("no panic");
        *count += table.count_halves(scope);
    });
}

/// Ends: the lock is taken when there is nothing more to wait for.
pub(super) fn join_then_lock(pool: &ThreadPool, table: &Table) {
    pool.scope(|scope| {
        let halves = table.count_halves(scope);
        *table.count.lock().expect("no panic") += halves;
    });
}

impl Table {
    fn count_halves<'scope>(&'scope self, scope: &Scope<'scope>) -> u64 {
        let first = || {
            self.stolen.wait(); // another thread has taken the second half
            scope.spawn(|_| self.insert()); // somebody else's job
            1
        };
        let second = || {
            self.stolen.wait();
            self.begun.wait(); // who waits for this has begun that job
            1
        };
        let (first, second) = rayon::join(first, second);
        first + second
    }

    fn insert(&self) {
        self.begun.wait();
        *self.count.lock().expect("no panic") += 1;
    }
}
// ANCHOR_END: listing

/// What jobs share, and the gates that make the same thing happen each time.
pub(super) struct Table {
    count: Mutex<u64>,
    stolen: Barrier,
    begun: Barrier,
}

impl Table {
    pub(super) fn new() -> Self {
        let gate = || Barrier::new(2);
        Self { count: Mutex::default(), stolen: gate(), begun: gate() }
    }

    pub(super) fn count(self) -> u64 {
        self.count.into_inner().expect("no panic")
    }
}
