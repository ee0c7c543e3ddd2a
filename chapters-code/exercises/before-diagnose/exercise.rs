//! # Before `diagnose` says it
//!
//! Five programs were run, each once, on two cores. This is what their authors say, and what
//! the operating system wrote down of each. What do you change first? Judge all five before
//! `diagnose` does.
//!
//! - **A**: "I made it async, and it is as slow as before."
//! - **B**: "Four threads, and no speed-up."
//! - **C**: "Two threads print what they find, and one alone is as fast."
//! - **D**: "Eighty tasks on an async runtime, and two get on at a time."
//! - **E**: "I made the loop parallel, and it is slower than before."
//!
//! | account | A | B | C | D | E |
//! |---|--:|--:|--:|--:|--:|
//! | it ran for, in seconds | 2.05 | 0.19 | 1.38 | 1.01 | 0.99 |
//! | share of that in which it computed | 0.01 | 1.00 | 1.00 | 0.00 | 1.00 |
//! | cores that it used then, or wanted | 1.00 | 1.34 | 1.27 | 1.00 | 2.77 |
//! | CPU time in user code, in seconds | 0.01 | 0.17 | 0.78 | 0.00 | 0.24 |
//! | CPU time in the kernel, in seconds | 0.02 | 0.02 | 0.92 | 0.00 | 1.63 |
//! | threads | 5 | 5 | 3 | 3 | 3 |
//! | threads that computed | 2.3 | 1.9 | 2.0 | 2.6 | 2.9 |
//! | threads at a lock, on average | 0.0 | 2.0 | 0.0 | 0.0 | 0.0 |
//! | times that a thread began to wait | 595 | 1118 | 78724 | 128 | 62192 |
//! | system calls that wrote | 2 | 1 | 4000009 | 2 | 1 |
//! | bytes written | 38 | 44 | 37777828 | 36 | 30 |
//! | waits under way at once, while nothing ran | 1.0 | 0.0 | 0.0 | 2.0 | 0.0 |
//! | it has an event queue: 1 is yes | 1 | 0 | 0 | 1 | 0 |
//! | share of its waiting with no thread at that queue | 0.0 | 0.0 | 0.0 | 1.0 | 0.0 |

use exercises::advice::Change::{self, *};

/// What you change first, of A to E: `AskAtOnce`, `Divide`, `HandOff`, `LargerPieces`,
/// `ShareLess` or `WriteSeldom`. Your editor shows what each means.
pub fn changes() -> [Change; 5] {
    [
        Divide, // A
        Divide, // B
        Divide, // C
        Divide, // D
        Divide, // E
    ]
}
