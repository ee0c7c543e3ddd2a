//! Two threads, each of which wakes the other and goes to sleep.

// ANCHOR: listing
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread::{self, Thread};

use anyhow::Result;
use measure::join;

use super::place::Place;

/// Takes the turns; the first thread has the even ones, the second the odd ones.
pub(super) fn take(place: &Place) -> Result<u64> {
    let turn = AtomicU64::new(0);
    let play = |first: u64, other: &Thread| -> Result<()> {
        place.take(first as usize)?;
        for mine in (first..place.turns).step_by(2) {
            while turn.load(SeqCst) != mine {
                thread::park();
            }
            turn.store(mine + 1, SeqCst);
            other.unpark();
        }
        Ok(())
    };
    let one = thread::current();
    thread::scope(|scope| {
        let other = scope.spawn(|| play(1, &one));
        play(0, other.thread())?;
        join(other)
    })?;
    Ok(turn.into_inner())
}
// ANCHOR_END: listing
