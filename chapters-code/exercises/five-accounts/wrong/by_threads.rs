//! By the number of threads: whoever has few wants more. Threads that do nothing count, too.

use exercises::accounts::{Account, CORES, Try};

/// What to try first, from the account alone.
pub fn what_to_try(account: &Account) -> Try {
    match account.threads {
        1 => Try::AskAtOnce,
        threads if threads > CORES => Try::FewerInstructions,
        CORES => Try::HoldTheLockForLess,
        2 => Try::SleepUntilWoken,
        _ if account.busy_threads > 1 => Try::DivideTheWork,
        _ => Try::AskAtOnce,
    }
}
