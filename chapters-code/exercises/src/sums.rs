//! Numbers to compute with, and sums that know who added to them.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Instant;

use crate::program::PATIENCE;

#[derive(Default)]
struct State {
    /// How many threads there are to be.
    wanted: usize,
    /// Those that have computed, or are about to.
    threads: Vec<ThreadId>,
    /// Whether one waited in vain for the others.
    is_alone: bool,
}

static STATE: Mutex<State> =
    Mutex::new(State { wanted: 0, threads: Vec::new(), is_alone: false });
static CHANGED: Condvar = Condvar::new();

/// A number.
pub struct Number(u64);

/// What was worked out of a number. It can be added to a [`Sum`].
pub struct Score(u64);

impl Number {
    /// This many, for so many threads.
    pub(crate) fn some(numbers: u64, workers: usize) -> Vec<Self> {
        state().wanted = workers;
        (0..numbers).map(Self).collect()
    }

    /// Works out its score.
    pub fn score(&self) -> Score {
        wait_for_the_others();
        Score(score(self.0))
    }
}

/// A few steps of xorshift (Marsaglia, 2003).
pub(crate) fn score(number: u64) -> u64 {
    let mut score = number;
    for _ in 0..100 {
        score ^= (score << 13) ^ 1;
        score ^= score >> 7;
        score ^= score << 17;
    }
    score
}

/// The first score of each thread waits until all threads are there.
fn wait_for_the_others() {
    let me = thread::current().id();
    let mut state = state();
    if !state.threads.contains(&me) {
        state.threads.push(me);
        CHANGED.notify_all();
    }
    let began = Instant::now();
    while state.threads.len() < state.wanted && !state.is_alone {
        let woken = CHANGED.wait_timeout(state, PATIENCE / 10);
        (state, _) = woken.unwrap_or_else(PoisonError::into_inner);
        state.is_alone |= began.elapsed() > PATIENCE;
    }
}

/// How many threads have computed, and whether they did so at the same time.
pub(crate) fn threads() -> (usize, bool) {
    let state = state();
    (state.threads.len(), !state.is_alone)
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A sum of scores.
#[derive(Default)]
pub struct Sum {
    value: u64,
    /// Who added to it.
    adders: Vec<ThreadId>,
    additions: usize,
    account: Account,
}

/// What became of the sums that are in a sum.
#[derive(Clone, Debug, Default)]
pub(crate) struct Account {
    /// The most threads that added to one.
    pub(crate) most_adders: usize,
    /// The additions to those to which more than one did.
    pub(crate) contended: usize,
    /// Who added to any.
    pub(crate) adders: Vec<ThreadId>,
    /// How often two were put together.
    pub(crate) merges: usize,
}

impl Sum {
    /// Of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a score, with wrapping.
    #[expect(clippy::needless_pass_by_value, reason = "nothing is added twice")]
    pub fn add(&mut self, score: Score) {
        let me = thread::current().id();
        if !self.adders.contains(&me) {
            self.adders.push(me);
        }
        self.additions += 1;
        self.value = self.value.wrapping_add(score.0);
    }

    /// Puts two sums together.
    pub fn merge(&mut self, other: Self) {
        self.value = self.value.wrapping_add(other.value);
        let (_, account) = other.told();
        self.account.most_adders = self.account.most_adders.max(account.most_adders);
        self.account.contended += account.contended;
        self.account.adders.extend(account.adders);
        self.account.merges += account.merges + 1;
    }

    /// Its value, and what became of all that is in it.
    pub(crate) fn told(self) -> (u64, Account) {
        let Self { value, adders, additions, mut account } = self;
        account.most_adders = account.most_adders.max(adders.len());
        if adders.len() > 1 {
            account.contended += additions;
        }
        account.adders.extend(adders);
        (value, account)
    }
}
