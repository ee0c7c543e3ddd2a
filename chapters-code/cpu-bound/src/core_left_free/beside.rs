//! Workers beside a thread that has to answer.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;

use super::responder::Answering;
use crate::strategies::atomic_counter;

/// Counts on all workers. To the kernel, they are worth as much as who answers.
pub(super) fn count_all(both: &Answering) -> Result<Answer> {
    both.beside(|| Ok(atomic_counter::count_all(&both.workload)))
}
// ANCHOR_END: listing
