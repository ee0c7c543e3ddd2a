//! Tasks whose length is a number of units, run by workers on a clock of units.
//!
//! A worker that runs a task is let go in the order in which tasks of these lengths would
//! end on cores of their own, whatever cores there are. So which worker gets which task
//! depends on how they are handed out, and on nothing else.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Instant;

use crate::program::PATIENCE;
use crate::program::refuse;

/// How one worker stands.
#[derive(Clone, Copy, Debug)]
enum Standing {
    /// It runs a task until this time, in units.
    Runs(u64),
    /// It has ended a task, and may take another.
    Between(Instant),
    /// It has taken none for so long that it will take none.
    Gone,
}

#[derive(Default)]
struct State {
    /// In the order of their first tasks.
    workers: Vec<(ThreadId, Standing)>,
    /// The units that each has done, so that this is its clock.
    done: BTreeMap<usize, u64>,
    /// How often each task was begun.
    begun: Vec<usize>,
}

struct Shared {
    workers: usize,
    state: Mutex<State>,
    changed: Condvar,
}

/// What there is to do.
pub struct Task {
    number: usize,
    units: u64,
    shared: Arc<Shared>,
}

impl Task {
    /// Runs it to its end, and returns its result. How long that takes nobody knows before.
    pub fn run(&self) -> u64 {
        self.shared.run(self.number, self.units);
        self.units * self.units + self.number as u64
    }
}

/// A list of tasks, and what becomes of them.
pub(crate) struct Work {
    pub(crate) tasks: Vec<Task>,
    shared: Arc<Shared>,
}

impl Work {
    /// Tasks of these lengths, for this many workers.
    pub(crate) fn new(units: &[u64], workers: usize) -> Self {
        let begun = vec![0; units.len()];
        let state = Mutex::new(State { begun, ..State::default() });
        let shared = Arc::new(Shared { workers, state, changed: Condvar::new() });
        let task =
            |(number, &units)| Task { number, units, shared: Arc::clone(&shared) };
        Self { tasks: units.iter().enumerate().map(task).collect(), shared }
    }

    /// The units that each worker did.
    pub(crate) fn done(&self) -> Vec<u64> {
        lock(&self.shared.state).done.values().copied().collect()
    }

    /// How often each task was begun.
    pub(crate) fn begun(&self) -> Vec<usize> {
        lock(&self.shared.state).begun.clone()
    }
}

impl Shared {
    fn run(&self, task: usize, units: u64) {
        let me = thread::current().id();
        let mut state = lock(&self.state);
        state.begun[task] += 1;
        let place = state.workers.iter().position(|(thread, _)| *thread == me);
        let mine = place.unwrap_or(state.workers.len());
        let until = state.done.get(&mine).copied().unwrap_or_default() + units;
        match place {
            Some(mine) => state.workers[mine].1 = Standing::Runs(until),
            None => state.workers.push((me, Standing::Runs(until))),
        }
        self.changed.notify_all();
        let began = Instant::now();
        while !self.may_end(&mut state, mine, until) {
            if state.workers.len() < self.workers && began.elapsed() > PATIENCE {
                drop(state);
                refuse(&format!(
                    "while one task ran, no other was begun: never more than one ran at a \
                     time, and there were to be {} workers",
                    self.workers
                ));
            }
            let woken = self.changed.wait_timeout(state, PATIENCE / 10);
            (state, _) = woken.unwrap_or_else(PoisonError::into_inner);
        }
        state.done.insert(mine, until);
        state.workers[mine].1 = Standing::Between(Instant::now());
        self.changed.notify_all();
    }

    /// Whether no other worker could still begin or end a task before this time.
    fn may_end(&self, state: &mut State, mine: usize, until: u64) -> bool {
        let all_begun = state.begun.iter().all(|times| *times > 0);
        if state.workers.len() < self.workers && !all_begun {
            return false;
        }
        for (other, (_, standing)) in state.workers.iter_mut().enumerate() {
            match *standing {
                Standing::Runs(end) if (end, other) < (until, mine) => return false,
                Standing::Between(since) if !all_begun => {
                    if since.elapsed() < PATIENCE {
                        return false;
                    }
                    *standing = Standing::Gone;
                }
                Standing::Runs(_) | Standing::Between(_) | Standing::Gone => {}
            }
        }
        true
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
