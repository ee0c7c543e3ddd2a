//! Jobs that are done step by step, and who took which step.

use std::sync::{Mutex, PoisonError};
use std::thread::{self, ThreadId};

/// The steps that were taken in this process: of which job, and by which thread.
static STEPS: Mutex<Vec<(usize, ThreadId)>> = Mutex::new(Vec::new());

/// Something that takes a number of steps, which nobody knows before.
pub struct Job {
    number: usize,
    left: usize,
}

impl Job {
    /// One that takes so many steps.
    pub(crate) fn new(number: usize, steps: usize) -> Self {
        Self { number, left: steps }
    }

    /// Takes one step. Returns whether the job is done with it.
    pub fn step(&mut self) -> bool {
        let mut steps = STEPS.lock().unwrap_or_else(PoisonError::into_inner);
        steps.push((self.number, thread::current().id()));
        self.left = self.left.saturating_sub(1);
        self.left == 0
    }
}

/// The jobs of all steps that were taken, in order, and on how many threads.
pub(crate) fn steps() -> (Vec<usize>, usize) {
    let steps = STEPS.lock().unwrap_or_else(PoisonError::into_inner);
    let mut threads: Vec<ThreadId> = Vec::new();
    for (_, thread) in steps.iter() {
        if !threads.contains(thread) {
            threads.push(*thread);
        }
    }
    (steps.iter().map(|(job, _)| *job).collect(), threads.len())
}
