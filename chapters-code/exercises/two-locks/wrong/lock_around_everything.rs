//! One lock around everything: no ring, and no two transfers at once either.

use std::sync::Mutex;

use exercises::bank::Account;

static BANK: Mutex<()> = Mutex::new(());

/// Moves money from one account to another.
pub fn transfer(from: &Account, to: &Account, amount: i64) {
    let _bank = BANK.lock().expect("no transfer panics");
    if from.number() == to.number() {
        return;
    }
    let mut from = from.lock();
    let mut to = to.lock();
    *from -= amount;
    *to += amount;
}
