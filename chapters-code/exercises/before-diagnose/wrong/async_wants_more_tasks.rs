//! Async that is slow wants more tasks: right for A, and D looks like it.

use exercises::advice::Change::{self, *};

/// What to change first, of A to E.
pub fn changes() -> [Change; 5] {
    [AskAtOnce, ShareLess, WriteSeldom, AskAtOnce, LargerPieces]
}
