//! Never two locks, so no ring. In between, the money is nowhere.

use exercises::bank::Account;

/// Moves money from one account to another.
pub fn transfer(from: &Account, to: &Account, amount: i64) {
    *from.lock() -= amount;
    *to.lock() += amount;
}
