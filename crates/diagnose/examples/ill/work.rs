//! Work of a known size, for programs that compute.

use std::hint::black_box;
use std::thread;

/// Computes for about so many milliseconds, in a build without optimisation.
pub(crate) fn work(milliseconds: u32) {
    let mut state = 1_u64;
    let mut step = 0;
    while step < milliseconds * 600_000 {
        state = state.rotate_left(7) ^ u64::from(step);
        step += 1;
    }
    black_box(state);
}

/// A thread for each core that this program may use.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(2, usize::from)
}
