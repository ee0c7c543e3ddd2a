//! Pieces to compute with, in two halves, and whether two were ever computed with at the
//! same time.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::program::PATIENCE;

/// Which of the two halves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    Left,
    Right,
}

/// What has happened so far in this process.
#[derive(Debug)]
struct State {
    /// The half of each piece that was begun, in order.
    begun: Vec<Half>,
    /// Those that are being computed with.
    inside: Vec<Half>,
    /// Whether both were, at one moment.
    has_met: bool,
    /// Whether one waited in vain for the other.
    is_alone: bool,
}

static STATE: Mutex<State> = Mutex::new(State {
    begun: Vec::new(),
    inside: Vec::new(),
    has_met: false,
    is_alone: false,
});
static CHANGED: Condvar = Condvar::new();

/// Some data to compute with.
pub struct Piece {
    half: Half,
    number: u64,
}

impl Piece {
    /// This many, of one half.
    pub(crate) fn some(half: Half, pieces: u64) -> Vec<Self> {
        (0..pieces).map(|number| Self { half, number }).collect()
    }

    /// Computes with it, which takes a core for a while. Returns the result.
    pub fn compute(&self) -> u64 {
        let began = Instant::now();
        let mut state = state();
        state.begun.push(self.half);
        state.inside.push(self.half);
        state.has_met |= state.inside.iter().any(|other| *other != self.half);
        CHANGED.notify_all();
        // A core is taken until the other half is computed with, too.
        while !state.has_met && !state.is_alone {
            let woken = CHANGED.wait_timeout(state, PATIENCE / 10);
            (state, _) = woken.unwrap_or_else(PoisonError::into_inner);
            state.is_alone |= began.elapsed() > PATIENCE;
        }
        let place = state.inside.iter().position(|half| *half == self.half);
        place.map(|place| state.inside.swap_remove(place));
        self.number * self.number + self.half as u64
    }
}

/// Whether both halves were computed with at the same time, and how often one of them gave
/// way to the other.
pub(crate) fn account() -> (bool, usize) {
    let state = state();
    let turns = state.begun.windows(2).filter(|two| two[0] != two[1]).count();
    (state.has_met, turns)
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}
