//! Whoever has a lock waits only for one with a greater number. A ring would need somebody
//! who waits for a smaller one. So there is no ring, however many threads and accounts
//! there are. An account and itself share one lock, which nobody can take twice.
//!
//! What else would do: `try_lock` for the second lock and, where it fails, giving back the
//! first before asking again (that can go round in circles for a while, but not for ever);
//! or a single task that owns all accounts and is sent the transfers.

use std::cmp::Ordering;

use exercises::bank::Account;

/// Moves money from one account to another.
pub fn transfer(from: &Account, to: &Account, amount: i64) {
    let (mut from, mut to) = match from.number().cmp(&to.number()) {
        Ordering::Equal => return,
        Ordering::Less => {
            let first = from.lock();
            (first, to.lock())
        }
        Ordering::Greater => {
            let first = to.lock();
            (from.lock(), first)
        }
    };
    *from -= amount;
    *to += amount;
}
