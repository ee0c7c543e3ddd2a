//! A busy core is taken for work, whatever it is busy with.

use exercises::accounts::{Account, CORES, Try};

/// What to try first, from the account alone.
pub fn what_to_try(account: &Account) -> Try {
    let cores = account.cpu / account.wall;
    if cores < 0.2 {
        Try::AskAtOnce
    } else if cores > CORES as f64 * 0.8 {
        Try::FewerInstructions
    } else if account.at_one_lock > 1.0 {
        Try::HoldTheLockForLess
    } else {
        Try::DivideTheWork
    }
}
