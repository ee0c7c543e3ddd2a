//! CPU time against the clock tells waiting from computing. Where about one core is in use,
//! that alone says nothing more: a thread that has all the work, a lock that lets one through
//! at a time, and a loop that asks the kernel again and again use one core each. What tells
//! them apart is where the other threads stand, and how many calls were made.
//!
//! What else would do: other bounds, and the questions in another order, as long as the one
//! about locks and the one about calls come before "it computes on one core". `diagnose` asks
//! them in this order, with more kinds.

use exercises::accounts::{Account, CORES, Try};

/// What to try first, from the account alone.
pub fn what_to_try(account: &Account) -> Try {
    let cores = account.cpu / account.wall;
    if cores < 0.2 {
        Try::AskAtOnce
    } else if cores > CORES as f64 * 0.8 {
        Try::FewerInstructions
    } else if account.calls_per_second > 100_000.0 {
        Try::SleepUntilWoken
    } else if account.at_one_lock > 1.0 {
        Try::HoldTheLockForLess
    } else {
        Try::DivideTheWork
    }
}
