//! Accounts whose locks can be seen: who has which, and who waits for whom.
//!
//! A lock that is [told](crate::program) about is no slower to understand than one of the
//! standard library: [`Account::lock`] blocks, a [`Guard`] gives the balance and opens the
//! lock when it is dropped. But where threads wait for one another in a ring, the bank says
//! so at once. And at its gates a thread waits until the others are where the order of
//! events is the worst.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use serde_json::json;

use crate::program::{PATIENCE, refuse, tell};

/// How often a thread may ask in vain: beyond that it waits by asking.
const TRIES: usize = 1_000;

/// Where a thread waits for the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    /// Nowhere.
    None,
    /// With its first lock in hand, until each other has one, or waits for one.
    FirstLock,
    /// At its first look at a balance, until each other has come as far.
    Balance,
}

#[derive(Default)]
struct State {
    /// By the number of an account: the thread that has its lock.
    owners: BTreeMap<usize, String>,
    /// By thread: the account whose lock it waits for.
    waiting: BTreeMap<String, usize>,
    /// The threads that take part, each with how far it has come.
    threads: BTreeMap<String, Progress>,
    /// Whether a thread waited in vain for the others at a gate.
    is_alone: bool,
    tries: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Progress {
    Begun,
    HasALock,
    SeesABalance,
    Done,
}

struct Shared {
    gate: Gate,
    state: Mutex<State>,
    changed: Condvar,
    balances: Vec<Mutex<i64>>,
    total: i64,
}

/// Some accounts.
pub(crate) struct Bank(Arc<Shared>);

impl Bank {
    /// Accounts with 100 each.
    pub(crate) fn new(accounts: usize, gate: Gate) -> Self {
        Self(Arc::new(Shared {
            gate,
            state: Mutex::default(),
            changed: Condvar::new(),
            balances: (0..accounts).map(|_| Mutex::new(100)).collect(),
            total: 100 * accounts as i64,
        }))
    }

    /// The account of this number.
    pub(crate) fn account(&self, number: usize) -> Account {
        Account { number, bank: Arc::clone(&self.0) }
    }

    /// What is on each account.
    pub(crate) fn balances(&self) -> Vec<i64> {
        self.0.balances.iter().map(|balance| *lock(balance)).collect()
    }

    /// Whether a thread waited in vain for the others at a gate.
    pub(crate) fn is_alone(&self) -> bool {
        lock(&self.0.state).is_alone
    }

    /// Runs each on a thread with its name, to their ends.
    pub(crate) fn run(&self, all: &[(&str, &(dyn Fn() + Sync))]) {
        for (name, _) in all {
            let mut state = lock(&self.0.state);
            state.threads.insert((*name).to_owned(), Progress::Begun);
        }
        thread::scope(|scope| {
            for (name, run) in all {
                let builder = thread::Builder::new().name((*name).to_owned());
                let body = || {
                    run();
                    self.0.has_come(&me(), Progress::Done);
                };
                builder.spawn_scoped(scope, body).expect("a thread can be started");
            }
        });
    }
}

/// An account, whose balance is behind a lock.
pub struct Account {
    number: usize,
    bank: Arc<Shared>,
}

impl Account {
    /// The number of the account: no two have the same.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Takes the account's lock, and waits for it where another thread has it.
    pub fn lock(&self) -> Guard<'_> {
        let mut state = lock(&self.bank.state);
        while state.owners.contains_key(&self.number) {
            state.waiting.insert(me(), self.number);
            self.bank.changed.notify_all();
            if let Some(ring) = ring(&state, &me()) {
                drop(state);
                tell("ring", &json!(ring));
                for_ever();
            }
            state =
                self.bank.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.waiting.remove(&me());
        self.took(state)
    }

    /// Takes the account's lock if no thread has it.
    pub fn try_lock(&self) -> Option<Guard<'_>> {
        let mut state = lock(&self.bank.state);
        if !state.owners.contains_key(&self.number) {
            return Some(self.took(state));
        }
        state.tries += 1;
        if state.tries > TRIES {
            drop(state);
            refuse(&format!(
                "`{}` asked {TRIES} times for the lock of account {}, and had no core to \
                 spare for whoever has it: that is a busy wait",
                me(),
                self.number
            ));
        }
        None
    }

    fn took(&self, mut state: MutexGuard<'_, State>) -> Guard<'_> {
        state.owners.insert(self.number, me());
        drop(state);
        self.bank.has_come(&me(), Progress::HasALock);
        if self.bank.gate == Gate::FirstLock {
            self.bank.wait_at_gate(Progress::HasALock);
        }
        Guard { account: self, balance: Some(lock(&self.bank.balances[self.number])) }
    }
}

/// The balance of an account that is locked until this is dropped.
pub struct Guard<'a> {
    account: &'a Account,
    /// `Some` until it is dropped.
    balance: Option<MutexGuard<'a, i64>>,
}

impl Guard<'_> {
    fn look(&self) {
        let bank = &self.account.bank;
        bank.has_come(&me(), Progress::SeesABalance);
        if bank.gate == Gate::Balance {
            bank.wait_at_gate(Progress::SeesABalance);
        }
    }
}

impl Deref for Guard<'_> {
    type Target = i64;

    fn deref(&self) -> &i64 {
        self.look();
        self.balance.as_ref().expect("it is not dropped")
    }
}

impl DerefMut for Guard<'_> {
    fn deref_mut(&mut self) -> &mut i64 {
        self.look();
        self.balance.as_mut().expect("it is not dropped")
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.balance = None;
        let bank = &self.account.bank;
        let mut state = lock(&bank.state);
        state.owners.remove(&self.account.number);
        bank.changed.notify_all();
        let is_closed = state.owners.is_empty();
        let total: i64 = if is_closed {
            bank.balances.iter().map(|balance| *lock(balance)).sum()
        } else {
            bank.total
        };
        drop(state);
        if total != bank.total && !thread::panicking() {
            refuse(&format!(
                "for a moment no account was locked and all together had {total} instead \
                 of {}: whoever looks then sees money that is nowhere, or twice",
                bank.total
            ));
        }
    }
}

impl Shared {
    fn has_come(&self, thread: &str, far: Progress) {
        let mut state = lock(&self.state);
        if let Some(progress) = state.threads.get_mut(thread) {
            *progress = far.max(*progress);
        }
        self.changed.notify_all();
    }

    /// Waits until each other thread has come as far, or waits for a lock, but not for
    /// longer than patience lasts.
    fn wait_at_gate(&self, far: Progress) {
        let began = Instant::now();
        let mut state = lock(&self.state);
        loop {
            let is_there = |(name, progress): (&String, &Progress)| {
                *progress >= far || state.waiting.contains_key(name)
            };
            if state.is_alone || state.threads.iter().all(is_there) {
                return;
            }
            let Some(left) = PATIENCE.checked_sub(began.elapsed()) else {
                state.is_alone = true;
                return;
            };
            let woken = self.changed.wait_timeout(state, left);
            (state, _) = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The ring of waits that goes through this thread, in words.
fn ring(state: &State, thread: &str) -> Option<String> {
    let mut words = Vec::new();
    let mut at = thread;
    loop {
        let wants = state.waiting.get(at)?;
        let owner = state.owners.get(wants)?;
        let has = state.owners.iter().filter(|(_, owner)| *owner == at);
        let has: Vec<String> = has.map(|(account, _)| account.to_string()).collect();
        words.push(format!(
            "`{at}` has account {} and waits for account {wants}, which {} has",
            has.join(" and "),
            if owner == at { "it itself".to_owned() } else { format!("`{owner}`") },
        ));
        at = owner;
        if at == thread {
            return Some(words.join("; "));
        }
        if words.len() > state.waiting.len() {
            return None; // a ring, but not through this one
        }
    }
}

/// Stays here until the judge, who has been told, ends the process.
fn for_ever() -> ! {
    loop {
        thread::park();
    }
}

fn me() -> String {
    thread::current().name().unwrap_or("a thread").to_owned()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
