//! The account is read from the top. A and D hardly compute, so it is about waiting. A has
//! one wait under way at a time: more at once. D waits, too, but in calls that block the
//! threads of its runtime; none is left to look at the event queue. B, C and E compute all
//! the time. Of B's threads two stand at a lock on average, and one core is all that is
//! used. More than half of C's CPU time is the kernel's, for writes of nine bytes. E begins
//! to wait after each 30 µs of computing: its tasks are smaller than what it costs to hand
//! them over.
//!
//! What else would do: nothing. `LargerPieces` for C is what comes second: once its lines
//! are gathered, see what is left.

use exercises::advice::Change::{self, *};

/// What to change first, of A to E.
pub fn changes() -> [Change; 5] {
    [AskAtOnce, ShareLess, WriteSeldom, HandOff, LargerPieces]
}
