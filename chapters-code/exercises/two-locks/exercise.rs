//! # Two locks, two orders
//!
//! This function moves money between accounts. Each account has a lock, and both locks are
//! held while the money moves, so that nobody ever sees it nowhere or twice. When Ann moves
//! money from one account to another while Bob moves some back, each may get one lock and
//! wait for the other's, for ever. Here gates see to it that this happens each time.
//!
//! Make it end in every order, also from an account to itself. Transfers between other
//! accounts must be able to go on meanwhile, and nothing may wait by asking again and again.

use exercises::bank::Account;

/// Moves money from one account to another.
pub fn transfer(from: &Account, to: &Account, amount: i64) {
    let mut from = from.lock();
    let mut to = to.lock();
    *from -= amount;
    *to += amount;
}
