//! `try_lock` in a loop, with the first lock in hand: a deadlock that keeps a core busy.

use std::thread;

use exercises::bank::Account;

/// Moves money from one account to another.
pub fn transfer(from: &Account, to: &Account, amount: i64) {
    if from.number() == to.number() {
        return;
    }
    let mut from = from.lock();
    loop {
        if let Some(mut to) = to.try_lock() {
            *from -= amount;
            *to += amount;
            return;
        }
        thread::yield_now();
    }
}
