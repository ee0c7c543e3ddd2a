//! One core in use: so it wants more threads. It has eight, which wait for each other.

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
    } else {
        Try::DivideTheWork
    }
}
