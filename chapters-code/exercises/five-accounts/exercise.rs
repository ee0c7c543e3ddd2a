//! # Five accounts
//!
//! Five programs are slow, each for another reason. You have not seen their text, only what
//! the kernel counted (the numbers are made up, and such as you meet):
//!
//! | account | s | CPU s | threads | of these busy | at one lock | sockets at once | calls/s |
//! |-|-|-|-|-|-|-|-|
//! | 1 | 4 | 0.05 | 1 | 1 | 0 | 1 | 200 |
//! | 2 | 3 | 2.97 | 4 | 1 | 0 | 0 | 40 |
//! | 3 | 5 | 5.1 | 8 | 8 | 6.9 | 0 | 9,000 |
//! | 4 | 2 | 1.99 | 2 | 1 | 0 | 1 | 600,000 |
//! | 5 | 6 | 47 | 64 | 64 | 0.2 | 0 | 500 |
//!
//! The machine has eight cores. Say what to try first for each, without asking `diagnose`.
//! Write it as a rule, for it is also asked about programs like these that ran for longer, had
//! more threads that do nothing, or used a little more or less.

use exercises::accounts::{Account, Try};

/// What to try first, from the account alone.
pub fn what_to_try(account: &Account) -> Try {
    if account.wall > 0.0 { Try::AskAtOnce } else { Try::DivideTheWork }
}
